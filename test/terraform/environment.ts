import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { type SandboxServer, startSandbox } from "../helpers/sandbox-server.ts";
import {
  attachProvider,
  copyModules,
  type Terraform,
  terraformIn,
  terraformTools,
  unfolded,
} from "../helpers/terraform.ts";
import { describeWith } from "../helpers/tools.ts";
import { lightsail, type Recorder, recordCalls } from "./recorder.ts";

interface Expected {
  zone: string;
  bundle: string;
  price: number;
  staticIp: boolean;
  service: string;
  /** Protocol, port and IPv4 sources of each rule; MONITOR is the monitor's address. */
  rules: string[];
}

export interface Environment {
  name: "dev" | "prod" | "platform";
  instances: Record<string, Expected>;
  groups: Record<string, string[]>;
  /** More variables of a host in the inventory. */
  variables?: (host: { private_ip: string; tags: Record<string, string> }) => object;
  /** Values of ssh_cidrs that are refused, and with what words. */
  refused: [ssh: string[], message: string][];
}

/** Networks of the documentation ranges; SSH moves from the first to the second. */
const HOME = ["203.0.113.0/24", "2001:db8:1::/48"];
const OFFICE = ["198.51.100.0/24", "2001:db8:2::/48"];

interface ResourceChange {
  address: string;
  type: string;
  change: { actions: string[]; before: PortsValue | null; after: PortsValue | null };
}

interface PortsValue {
  port_info: { from_port: number; cidrs: string[] }[];
}

/** The life of an environment, from nothing to nothing, by the real Terraform and provider. */
export function environmentTests(environment: Environment): void {
  const { name, instances, groups, refused, variables = () => ({}) } = environment;
  describeWith(`terraform/environments/${name}`, terraformTools(), () => {
    let workplace: Workplace;
    let sandbox: SandboxServer;
    let recorder: Recorder;
    let terraform: Terraform;
    let inventory: string;
    const names = Object.keys(instances).toSorted();
    const monitor = `${name}-monitor`;
    const ports = names.map(
      (it) => `module.instance["${it}"].aws_lightsail_instance_public_ports.this`,
    );

    const useSources = (ssh: readonly string[]): void =>
      writeFileSync(
        join(terraform.directory, "terraform.tfvars.json"),
        JSON.stringify({ ssh_cidrs: ssh, web_cidrs: HOME }),
      );
    const infra = async <T>(...argv: string[]): Promise<T> =>
      (await workplace.run(["infra", ...argv, "--output", "json"])).json<T>();
    const outputs = async () =>
      (await terraform.run(["output", "-json"])).json<Record<string, { value: unknown }>>();
    const planned = async (file: string): Promise<ResourceChange[]> => {
      const { resource_changes: all } = (await terraform.run(["show", "-json", file])).json<{
        resource_changes: ResourceChange[];
      }>();
      return all.filter(({ change }) => change.actions.join() !== "no-op");
    };

    beforeAll(async () => {
      workplace = makeWorkplace();
      sandbox = await startSandbox(workplace);
      recorder = await recordCalls(sandbox.endpoint);
      const repository = copyModules(workplace);
      inventory = join(repository, "ansible", "inventory", `${name}_lightsail_hosts.json`);
      const directory = join(repository, "terraform", "environments", name);
      const env = { ...sandbox.env, AWS_ENDPOINT_URL: recorder.endpoint };
      terraform = terraformIn(workplace, directory, env);
      // The backend is S3 in prod; nothing else of the environment is touched.
      writeFileSync(
        join(directory, "backend_override.tf"),
        'terraform {\n  backend "local" {}\n}\n',
      );
      useSources(HOME);
    });
    afterAll(async () => {
      await recorder.stop();
      await workplace.dispose();
    });

    test("is formatted and initialises", async () => {
      await terraform.run(["fmt", "-check", "-recursive", "../.."]);
      await terraform.run(["init"]);
      terraform = await attachProvider(workplace, terraform);
    });

    test("refuses SSH from nowhere, or from the world", async () => {
      const answers = refused.map(async ([ssh, message]) => {
        const sources = `-var=ssh_cidrs=${JSON.stringify(ssh)}`;
        const argv = ["plan", "-refresh=false", "-lock=false", sources];
        const { stderr } = await terraform.run(argv, 1);
        expect({ ssh, answer: unfolded(stderr) }).toEqual({
          ssh,
          answer: expect.stringContaining(message) as string,
        });
      });
      await Promise.all(answers);
      expect(recorder.take().filter((it) => it.operation.startsWith("Create"))).toEqual([]);
    });

    test("apply makes what the requirements list", async () => {
      await terraform.run(["apply", "-auto-approve"]);
      const made = await infra<{ name: string }[]>("list");
      expect(made.map((it) => it.name).toSorted()).toEqual(names);
      const { monitor_ip: address } = await outputs();
      for (const it of names) {
        const wanted = instances[it];
        const found = await infra<Record<string, unknown>>("info", "--name", it);
        expect(found).toMatchObject({
          availability_zone: wanted?.zone,
          bundle_id: wanted?.bundle,
          is_static_ip: wanted?.staticIp,
          tags: { Environment: name, Service: wanted?.service, Team: "quants" },
        });
        const rules = (
          found["firewall_rules"] as { protocol: string; from_port: number; cidrs: string[] }[]
        ).map((rule) => `${rule.protocol}/${rule.from_port} ${rule.cidrs.join()}`);
        expect(rules.toSorted()).toEqual(
          wanted?.rules.map((rule) => rule.replace("MONITOR", `${String(address?.value)}/32`)),
        );
      }
    });

    test("outputs say where everything is and what it costs", async () => {
      const found = await outputs();
      const { public_ip: address } = await infra<{ public_ip: string }>("info", "--name", monitor);
      const value = (output: string): unknown => found[output]?.value;
      expect(value("monitor_ip")).toBe(address);
      expect(value("prometheus_url")).toBe(`http://${address}:9090`);
      expect(value("grafana_url")).toBe(`http://${address}:3000`);
      expect(value("ssh_commands")).toMatchObject({ [monitor]: `ssh ubuntu@${address}` });
      expect(value("inventory_file")).toBe(inventory);
      expect(value("monthly_cost_by_instance")).toEqual(
        Object.fromEntries(names.map((it) => [it, instances[it]?.price])),
      );
      expect(value("monthly_cost")).toBe(
        Object.values(instances).reduce((sum, { price }) => sum + price, 0),
      );
    });

    test("`stack cost` comes to the same without a change", async () => {
      const argv = ["stack", "cost", "--dir", terraform.directory, "--output", "json"];
      const onLightsail = { ...terraform.env, QUANTS_CTL_PROVIDER: "lightsail" };
      const { status, stdout, stderr } = await workplace.run(argv, { env: onLightsail });
      expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
      const sum = Object.values(instances).reduce((total, { price }) => total + price, 0);
      expect(JSON.parse(stdout)).toMatchObject({
        before: { monthly_usd: sum, unpriced: 0 },
        after: { monthly_usd: sum, unpriced: 0 },
        difference_usd: 0,
      });
    });

    test("apply writes a static inventory that only its owner can read", async () => {
      expect(statSync(inventory).mode & 0o777).toBe(0o600);
      const { all } = JSON.parse(readFileSync(inventory, "utf8")) as { all: Inventory };
      expect(all.vars).toEqual({
        ansible_python_interpreter: "/usr/bin/python3",
        ansible_become: true,
      });
      expect(
        Object.fromEntries(
          Object.entries(all.children).map(([group, it]) => [group, Object.keys(it.hosts)]),
        ),
      ).toEqual(groups);
      const listed =
        await infra<
          { name: string; public_ip: string; private_ip: string; tags: Record<string, string> }[]
        >("list");
      expect(all.hosts).toEqual(
        Object.fromEntries(
          listed.map((it) => [
            it.name,
            {
              ansible_host: it.public_ip,
              ansible_user: "ubuntu",
              ansible_port: 22,
              instance_id: it.name,
              service_type: instances[it.name]?.service,
              ...variables(it),
            },
          ]),
        ),
      );
    });

    test("`infra list` sees what the state has, and what was made by hand", async () => {
      await infra("create", "--name", "by-hand-1", "--bundle", "nano_3_0");
      const listed = await infra<{ name: string; public_ip: string; bundle_id: string }[]>("list");
      const { resources } = (await terraform.run(["state", "pull"])).json<{
        resources: { type: string; instances: { attributes: Record<string, string> }[] }[];
      }>();
      const stated = resources
        .filter(({ type }) => type === "aws_lightsail_instance")
        .flatMap((it) => it.instances.map(({ attributes }) => attributes));
      const pair = (it: { name?: string; bundle_id?: string }) => `${it.name} ${it.bundle_id}`;
      expect(listed.map(pair).toSorted()).toEqual(
        ["by-hand-1 nano_3_0", ...stated.map(pair)].toSorted(),
      );
      await infra("destroy", "--name", "by-hand-1", "--yes");
    });

    test("a second plan is empty", async () => {
      await terraform.run(["plan", "-detailed-exitcode"], 0);
    });

    test("other SSH sources change the firewalls alone, SSH never lost", async () => {
      useSources(OFFICE);
      await terraform.run(["plan", "-out=ssh.tfplan", "-detailed-exitcode"], 2);
      const changes = await planned("ssh.tfplan");
      expect(changes.map(({ address }) => address).toSorted()).toEqual(ports);
      for (const { change } of changes) {
        const other = (value: PortsValue | null) =>
          value?.port_info.filter((rule) => rule.from_port !== 22);
        expect(other(change.after)).toEqual(other(change.before));
      }

      // Terraform alone would close every rule before it sets the new ones.
      recorder.take();
      const argv = ["stack", "apply", "--dir", terraform.directory, "--yes", "--output", "json"];
      const onLightsail = { ...terraform.env, QUANTS_CTL_PROVIDER: "lightsail" };
      const applied = await workplace.run(argv, { env: onLightsail });
      expect({ status: applied.status, stderr: applied.stderr }).toMatchObject({ status: 0 });
      const calls = recorder.take();
      const changing = calls.filter(({ operation }) => /^(Put|Close|Open)/.test(operation));
      expect(changing.map(({ operation }) => operation)).toEqual(
        ports.map(() => "PutInstancePublicPorts"),
      );
      expect(calls.filter(({ withoutSsh }) => withoutSsh.length > 0)).toEqual([]);
      for (const it of names) expect(await sshSources(sandbox.endpoint, it)).toBe(OFFICE[0]);
    });

    test("a replaced instance gets its address and rules back in one apply", async () => {
      const before = await infra<Record<string, unknown>>("info", "--name", monitor);
      await terraform.run([
        "apply",
        "-auto-approve",
        `-replace=module.instance["${monitor}"].aws_lightsail_instance.this`,
      ]);
      const after = await infra<Record<string, unknown>>("info", "--name", monitor);
      expect(after["arn"]).not.toBe(before["arn"]);
      for (const key of ["public_ip", "is_static_ip", "firewall_rules", "tags"]) {
        expect(after[key]).toEqual(before[key]);
      }
      expect(existsSync(inventory)).toBe(true);
      await terraform.run(["plan", "-detailed-exitcode"], 0);
    });

    test("destroy leaves nothing", async () => {
      await terraform.run(["destroy", "-auto-approve"]);
      const left = await Promise.all(
        ["GetInstances", "GetStaticIps", "GetKeyPairs", "GetInstanceSnapshots"].map((operation) =>
          lightsail<Record<string, unknown>>(sandbox.endpoint, operation),
        ),
      );
      expect(left).toEqual([
        { instances: [] },
        { staticIps: [] },
        { keyPairs: [] },
        { instanceSnapshots: [] },
      ]);
      expect(existsSync(inventory)).toBe(false);
    });
  });
}

interface Inventory {
  vars: Record<string, unknown>;
  hosts: Record<string, Record<string, unknown>>;
  children: Record<string, { hosts: Record<string, unknown> }>;
}

async function sshSources(endpoint: string, instanceName: string): Promise<string | undefined> {
  const { portStates } = await lightsail<{ portStates: { fromPort: number; cidrs: string[] }[] }>(
    endpoint,
    "GetInstancePortStates",
    { instanceName },
  );
  return portStates.find(({ fromPort }) => fromPort === 22)?.cidrs.join();
}
