import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { attachment, instance, raw } from "../../providers/terraform/states.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const at = (name: string): string => join(cli.directory, name);
const read = (name: string): string => readFileSync(at(name), "utf8");

async function fleet(): Promise<void> {
  const make = (name: string, ...more: string[]): unknown =>
    cli("infra create --name", name, "--bundle", "nano_3_0", ...more);
  await make("dev-collector-1", "--tag", "Environment=dev", "--tag", "Service=collector");
  await make("prod-exec-1", "--tag", "Environment=prod", "--tag", "Service=execution");
}

function hostsOf(result: { json: () => unknown }): string[] {
  const { all } = result.json() as { all: { hosts: string[] | Record<string, unknown> } };
  return Array.isArray(all.hosts) ? all.hosts : Object.keys(all.hosts);
}

test("stdout holds the inventory and nothing else, a static one by default", async () => {
  await fleet();
  const result = await cli("inventory");
  expect(result).toMatchObject({ status: 0, stderr: "" });
  expect(Object.keys(result.json() as object)).toEqual(["all"]);
  expect(hostsOf(result)).toEqual(["dev-collector-1", "prod-exec-1"]);
});

test.each([
  [["--name", "dev-*"], ["dev-collector-1"]],
  [
    ["--name", "prod-exec-1", "--name", "dev-*"],
    ["dev-collector-1", "prod-exec-1"],
  ],
  [["--selector", "Environment!=dev,status=running"], ["prod-exec-1"]],
  [["--status", "stopped,running", "--selector", "Service=coll*"], ["dev-collector-1"]],
])("%j chooses as in every other command", async (argv, expected) => {
  await fleet();
  expect(hostsOf(await cli("inventory", ...argv))).toEqual(expected);
  await cli("inventory --write-wrapper hosts", ...argv);
  for (const word of argv) expect(read("hosts")).toContain(word);
});

test("a name that no host has is an error, also beside one that a host has", async () => {
  await fleet();
  const argv = ["inventory", "--name", "prod-exec-1", "--name", "dev-colector-1"];
  const result = await cli(...argv);
  expect(result).toMatchObject({ status: 3, stdout: "" });
  expect(result.stderr).toBe(
    "error: No source knows a host dev-colector-1.\n  hint: Did you mean dev-collector-1?\n",
  );
  expect((await cli(...argv, "--allow-empty")).status).toBe(0);
  expect((await cli("inventory --name prod-exec-1 --name x*")).status).toBe(0);
});

test("--list and --host are what a script is asked for", async () => {
  await fleet();
  const list = await cli("inventory --list");
  expect(list.json()).toMatchObject({
    _meta: { hostvars: { "prod-exec-1": { quants_environment: "prod" } } },
    execution_engines: { hosts: ["prod-exec-1"] },
    monitors: { hosts: [] },
  });
  expect((await cli("inventory --host prod-exec-1")).json()).toMatchObject({
    instance_id: "prod-exec-1",
    service_type: "execution",
  });
  const missing = await cli("inventory --host prod-exec-2");
  expect(missing).toMatchObject({ status: 3, stdout: "" });
  expect(missing.stderr).toContain("Did you mean prod-exec-1?");
});

test("--output writes a file for its owner alone, in the form of its ending", async () => {
  await fleet();
  const result = await cli("inventory --output hosts.yml");
  expect(result).toMatchObject({ status: 0, stdout: "", stderr: "hosts.yml: 2 hosts\n" });
  expect(read("hosts.yml")).toMatch(/^all:\n {2}hosts:\n/);
  expect(statSync(at("hosts.yml")).mode & 0o777).toBe(0o600);
  await cli("inventory -o hosts.ini");
  expect(read("hosts.ini")).toMatch(/^dev-collector-1 ansible_host='/);
  await cli("inventory -o hosts");
  expect(hostsOf({ json: () => JSON.parse(read("hosts")) as unknown })).toHaveLength(2);
});

test("a failure leaves the former file as it was", async () => {
  await fleet();
  writeFileSync(at("hosts.json"), "before");
  for (const argv of [
    ["--filter", "Environment=nowhere"],
    ["--region", "ap-northeast-1,us-east-1", "--group-by", "wrong"],
    ["--source", "config"],
  ]) {
    expect((await cli("inventory --output hosts.json", ...argv)).status).not.toBe(0);
  }
  expect(read("hosts.json")).toBe("before");
});

test("a region that fails leaves nothing on stdout and no file", async () => {
  await fleet();
  const plan = {
    rules: [{ operation: "GetInstances", region: "us-east-1", fault: "throttle" }],
  };
  writeFileSync(at("faults.json"), JSON.stringify(plan));
  const faulty = cli.with({ env: { QUANTS_CTL_SANDBOX_FAULTS: at("faults.json") } });
  const argv = ["inventory", "--region", "ap-northeast-1,us-east-1"];
  const result = await faulty(...argv, "--list");
  expect(result).toMatchObject({ status: 6, stdout: "" });
  expect(result.stderr).toContain("hint: There is no inventory of the others alone");
  expect((await faulty(...argv, "--output", "hosts.json")).status).toBe(6);
  expect(existsSync(at("hosts.json"))).toBe(false);
});

test.each([
  [["--filter", "Environment=prod"], ["prod-exec-1"]],
  [["--filter", "Environment!=prod"], ["dev-collector-1"]],
  [["--filter", "name=*-1", "--filter", "Service=exec*"], ["prod-exec-1"]],
  [
    ["--filter", "status=running"],
    ["dev-collector-1", "prod-exec-1"],
  ],
])("%j keeps %j", async (argv, names) => {
  await fleet();
  expect(hostsOf(await cli("inventory", ...argv))).toEqual(names);
});

test("no host at all is an error, unless it may be", async () => {
  const none = await cli("inventory");
  expect(none).toMatchObject({ status: 3, stdout: "" });
  expect(none.stderr).toContain("--allow-empty");
  expect(hostsOf(await cli("inventory --allow-empty"))).toEqual([]);
});

test("a stopped IPv4 instance is left out with a warning, and fails with --strict", async () => {
  await fleet();
  await cli("infra create --name off-1 --bundle nano_3_0 --ip-address-type ipv4");
  await cli("infra manage --name off-1 --action stop");
  const result = await cli("inventory");
  expect(result.stderr).toBe("warning: skipped, as they have no address: off-1\n");
  expect(hostsOf(result)).toEqual(["dev-collector-1", "prod-exec-1"]);
  expect(await cli("inventory --strict")).toMatchObject({ status: 5, stdout: "" });
  expect(hostsOf(await cli("inventory --strict --address private"))).toHaveLength(3);
});

test("--group-by adds groups", async () => {
  await fleet();
  const result = await cli("inventory --list --group-by region,environment,tag:Service");
  expect(Object.keys(result.json() as object)).toEqual([
    "_meta",
    "all",
    "data_collectors",
    "environment_dev",
    "environment_prod",
    "execution_engines",
    "monitors",
    "region_ap_northeast_1",
    "tag_Service_collector",
    "tag_Service_execution",
  ]);
});

test("a config file is a source of its own, and joins the service's", async () => {
  await fleet();
  const config = {
    instances: [
      { name: "dev-collector-1", user: "admin", vars: { key: "{{ vault_key }}" } },
      { name: "office-1", host: "office.example.org" },
    ],
    inventory: { source: ["lightsail", "config"], filter: { name: "*-1" } },
  };
  writeFileSync(at("fleet.json"), JSON.stringify(config));
  const result = await cli("inventory --config fleet.json --list");
  expect(result.stderr).toBe(
    "warning: dev-collector-1: user is ubuntu in lightsail, admin in config, which wins\n",
  );
  expect(result.json()).toMatchObject({
    _meta: {
      hostvars: {
        "dev-collector-1": {
          ansible_user: "admin",
          key: "{{ vault_key }}",
          quants_sources: ["lightsail", "config"],
        },
        "office-1": { ansible_host: "office.example.org" },
      },
    },
  });
  expect(hostsOf(await cli("inventory -c fleet.json --source config"))).toEqual(["office-1"]);
});

describe("--source terraform", () => {
  const tags = { Service: "execution", Note: "{{ 7 * 6 }}" };
  const state = (): string =>
    raw([
      instance("prod-exec-1", { tags, tags_all: tags }),
      attachment("prod-exec-1", "203.0.113.9"),
    ]);

  test("a state file gives the attached address, its tags untrusted", async () => {
    writeFileSync(at("prod.tfstate"), state());
    const result = await cli("inventory --list --source terraform --state-file prod.tfstate");
    expect(result).toMatchObject({ status: 0 });
    expect(result.json()).toMatchObject({
      execution_engines: { hosts: ["prod-exec-1"] },
      _meta: {
        hostvars: { "prod-exec-1": { ansible_host: "203.0.113.9", quants_sources: ["terraform"] } },
      },
    });
    const text = JSON.stringify(result.json());
    expect(text).toContain('{"__ansible_unsafe":"{{ 7 * 6 }}"}');
    expect(text.match(/7 \* 6/g)).toHaveLength(1);
  });

  test("what of it can't be read is named, and with --strict there is no inventory (#11.12)", async () => {
    const foreign = { type: "awslightsail_instance", values: { name: "old-1" } };
    writeFileSync(at("some.tfstate"), raw([foreign, instance("web-1")]));
    writeFileSync(at("none.tfstate"), raw([foreign]));
    const of = (file: string, ...more: string[]): ReturnType<Cli> =>
      cli("inventory --list --source terraform --state-file", file, ...more);
    const some = await of("some.tfstate");
    expect(some.status).toBe(0);
    expect(some.stderr).toContain("warning: 1 awslightsail_instance: not read: only aws_");
    const strict = await of("some.tfstate", "--strict");
    expect({ status: strict.status, stdout: strict.stdout }).toEqual({ status: 5, stdout: "" });
    expect(strict.stderr).toContain(
      "would be missing hosts: 1 awslightsail_instance can't be read",
    );
    const none = await of("none.tfstate");
    expect(none.status).toBe(3);
    expect(none.stderr).toContain("and 1 awslightsail_instance can't be read");
    const listed = await cli("stack instances --state-file none.tfstate");
    expect(listed.stderr).toContain("The state holds no instances that can be read.");
  });

  test("merged, what a state alone tells of is said to be gone, in regions that were asked", async () => {
    await fleet();
    const elsewhere = { availability_zone: "us-east-1a", arn: null };
    const its = [instance("gone-1"), instance("far-1", elsewhere), instance("prod-exec-1")];
    writeFileSync(at("old.tfstate"), raw(its));
    const { status, stderr } = await cli(
      "inventory --list --source lightsail,terraform --state-file old.tfstate",
    );
    expect(status).toBe(0);
    expect(stderr.match(/.*likely gone.*/g)).toEqual([
      "warning: Lightsail does not know what the state lists, so it is likely gone, and its address another's: gone-1",
    ]);
  });

  test("merged with what Lightsail says, a difference is told", async () => {
    await fleet();
    writeFileSync(at("prod.tfstate"), state());
    const result = await cli(
      "inventory --list --source terraform,lightsail --state-file prod.tfstate",
    );
    expect(result.stderr).toContain("warning: prod-exec-1: public_ip is 203.0.113.9 in terraform");
    expect(result.json()).toMatchObject({
      _meta: { hostvars: { "prod-exec-1": { quants_sources: ["terraform", "lightsail"] } } },
    });
  });

  test.each([
    [[], 2],
    [["--state-file", "a", "--terraform-dir", "b"], 2],
    [["--state-file", "nowhere.tfstate"], 4],
    [["--terraform-dir", "nowhere"], 3],
  ])("with %j is refused, and a file that was there stays", async (argv, status) => {
    writeFileSync(at("hosts.json"), "before");
    const result = await cli("inventory --source terraform --output hosts.json", ...argv);
    expect(result).toMatchObject({ status, stdout: "" });
    expect(read("hosts.json")).toBe("before");
  });
});

describe("--write-wrapper", () => {
  test("writes two lines that no other inventory reader takes for hosts", async () => {
    writeFileSync(at("fleet.json"), "{}");
    const result = await cli(
      "inventory --write-wrapper hosts --filter",
      "Team=O'Neil",
      "--region",
      "all",
      "--group-by",
      "region,tag:Team",
      "--config",
      "fleet.json",
    );
    expect(result).toMatchObject({ status: 0, stdout: "" });
    expect(read("hosts")).toBe(
      "#!/bin/sh\n" +
        `exec quants-ctl inventory --config ${at("fleet.json")} --provider sandbox --region all ` +
        `--filter 'Team=O'\\''Neil' --group-by region,tag:Team "$@"\n`,
    );
    expect(statSync(at("hosts")).mode & 0o777).toBe(0o755);
  });
});

test("a config file's variables count for the hosts of every source, and its hosts as a source", async () => {
  await fleet();
  const config = {
    global_vars: { security_ssh_cidrs: ["203.0.113.0/24"] },
    wireguard: { network: "10.200.0.0/16" },
    environments: { dev: { vars: { log_level: "debug" } } },
  };
  writeFileSync(at("vars.json"), JSON.stringify(config));
  const result = await cli("inventory -c vars.json");
  expect(result).toMatchObject({ status: 0, stderr: "" });
  expect(result.json()).toMatchObject({
    all: {
      vars: {
        security_ssh_cidrs: ["203.0.113.0/24"],
        quants_wireguard_network: "10.200.0.0/16",
      },
      children: {
        environment_dev: { hosts: { "dev-collector-1": {} }, vars: { log_level: "debug" } },
      },
    },
  });
  writeFileSync(
    at("all.json"),
    JSON.stringify({ ...config, instances: [{ name: "x", host: "y" }] }),
  );
  const warning = "warning: the instances in all.json do not count without --source config\n";
  const both = await cli("inventory -c all.json");
  expect(both).toMatchObject({ status: 0, stdout: result.stdout, stderr: warning });
  const meant = await cli("inventory -c all.json --source lightsail");
  expect(meant).toMatchObject({ status: 0, stdout: result.stdout, stderr: "" });
});

test("a config file's format is for files and pipes, and leaves scripts alone", async () => {
  await fleet();
  writeFileSync(at("fleet.yml"), "inventory: { format: yaml }");
  expect((await cli("inventory -c fleet.yml")).stdout).toMatch(/^all:/);
  for (const argv of [["--list"], ["--host", "prod-exec-1"], ["--write-wrapper", "hosts"]]) {
    expect((await cli("inventory -c fleet.yml", ...argv)).status).toBe(0);
  }
});

describe("usage errors", () => {
  test.each([
    [["--list", "--output", "hosts.json"], 2],
    [["--write-wrapper", "w", "--list"], 2],
    [["--list", "--format", "json"], 2],
    [["--output", "yaml"], 2],
    [["--output", "-"], 2],
    [["--output", "hosts.txt"], 2],
    [["--output", "hosts.yml", "--format", "ini"], 2],
    [["--filter", "nonsense"], 2],
    [["--group-by", "nonsense"], 2],
    [["--source", "nonsense"], 2],
    [["--source", "config"], 2],
    [["--address", "nonsense"], 2],
    [["--region", "nonsense"], 2],
  ])("%j", async (argv, status) => {
    const result = await cli("inventory", ...argv);
    expect(result).toMatchObject({ status, stdout: "" });
    expect(result.stderr).toMatch(/^error: /);
  });
});

test("errors are JSON where the environment asks for it, whatever --output is", async () => {
  const json = cli.with({ env: { QUANTS_CTL_OUTPUT: "json" } });
  expect((await json("inventory --output hosts.json")).error()).toMatchObject({
    code: "not_found",
  });
  await fleet();
  expect(await json("inventory --output hosts.json")).toMatchObject({
    status: 0,
    stdout: "",
  });
});

test("a folder that can't be written to fails by name", async () => {
  await fleet();
  const result = await cli("inventory --output nowhere/hosts.json");
  expect(result.status).toBe(1);
  expect(result.stderr).toContain("nowhere/hosts.json can't be written");
});
