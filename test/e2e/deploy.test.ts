import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnMachine } from "../helpers/machine.ts";
import { type Finished, type Workplace, makeWorkplace } from "../helpers/process.ts";
import {
  type Fleet,
  type KeyPair,
  canServeSsh,
  createKeyPair,
  openFleet,
  openSshHost,
} from "../helpers/ssh-hosts.ts";
import { tool } from "../helpers/tools.ts";

const EXAMPLE = fileURLToPath(
  new URL("../../config/examples/lightsail_instances.yml", import.meta.url),
);

const ROLES = fileURLToPath(new URL("../../ansible", import.meta.url));

const tools = {
  "ansible-playbook": tool("ansible-playbook"),
  sshd: tool("sshd", null),
  sudo: tool("sudo"),
};

/** Several runs of Ansible in one test, on a machine that may be busy. */

const COLLECTOR = "dev-collector-1";
const MONITOR = "dev-monitor-1";

const PLAYBOOKS: Readonly<Record<string, string>> = {
  base: `
- name: A file on every host
  hosts: all
  gather_facts: false
  tasks:
    - name: write it
      ansible.builtin.copy: { content: "{{ instance_id }}", dest: /etc/quants-base, mode: "0644" }
`,
  data_collector: `
- name: What collectors have
  hosts: data_collectors
  gather_facts: false
  tasks:
    - name: write it
      ansible.builtin.copy: { content: "x", dest: /etc/quants-collector, mode: "0600" }
`,
  fails_on_monitors: `
- name: Fails on some hosts
  hosts: all
  gather_facts: false
  tasks:
    - name: break here
      ansible.builtin.command: "false"
      when: inventory_hostname in groups['monitors']
      changed_when: false
`,
  waits: `
- name: Runs until it is stopped
  hosts: all
  gather_facts: false
  tasks:
    - name: be done with something
      ansible.builtin.raw: "true"
      check_mode: false
    - name: say that it waits
      ansible.builtin.raw: bash -c 'echo "$0" >/dev/tcp/127.0.10.254/{{ port }}; sleep 60'
      check_mode: false
`,
  broken: "- hosts: all\n  tasks: { not: a list }\n",
};

function writePlaybooks(workplace: Workplace): void {
  const folder = join(workplace.directory, "ansible", "playbooks");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(PLAYBOOKS)) {
    writeFileSync(join(folder, `${name}.yml`), text);
  }
}

/** With what was said, where it was no success. */
function expectSuccess({
  status,
  stdout,
  stderr,
}: Pick<Finished, "status" | "stdout" | "stderr">): void {
  expect({ status, said: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, said: "" });
}

const canListen = await canServeSsh();

(canListen ? describeOnMachine : describe.skip)(
  canListen ? "deploying to real SSH servers" : "deploying (skipped: port 22 is not to be had)",
  tools,
  () => {
    let work: Workplace;
    let fleet: Fleet;
    let key: KeyPair;
    const said: string[] = [];

    const remember = (finished: Finished): Finished => {
      said.push(finished.stdout, finished.stderr);
      return finished;
    };
    const deploy = async (service: string, ...more: string[]): Promise<Finished> => {
      const hosts = more.includes("--host") ? [] : ["--host", "all"];
      const words = ["deploy", "--service", service, ...hosts, "--private-key", key.file];
      // Verbose, so that Ansible's own output is there to be looked through.
      return remember(await work.run([...words, "-v", "--output", "json", ...more]));
    };
    const rows = (finished: Finished): Record<string, object> =>
      Object.fromEntries(finished.json<{ host: string }[]>().map((row) => [row.host, row]));
    const leftovers = (): string[] =>
      readdirSync(join(work.directory, "tmp")).filter((name) => name.startsWith("quants-ctl-"));

    beforeAll(async () => {
      work = makeWorkplace({
        QUANTS_CTL_SANDBOX_PACE: "instant",
        QUANTS_CTL_SANDBOX_ADDRESS_POOL: "127.0.10.0/24",
        ANSIBLE_PIPELINING: "1",
      });
      writePlaybooks(work);
      key = await createKeyPair(work, "fleet");
      for (const [name, service] of [
        [COLLECTOR, "data-collector"],
        [MONITOR, "monitor"],
      ]) {
        await work.run([
          ...["infra", "create", "--name", name ?? "", "--key-pair", "fleet"],
          ...["--tag", `Service=${service}`, "--tag", "Environment=dev"],
        ]);
      }
      fleet = await openFleet(work, [COLLECTOR, MONITOR], key.publicKey);
    });
    afterAll(async () => {
      await fleet?.close();
      await work?.dispose();
    });

    test("a check changes nothing, the first run does, the second finds all done", async () => {
      const check = await deploy("base", "--check", "--diff");
      expectSuccess(check);
      expect(rows(check)).toMatchObject({ [COLLECTOR]: { status: "changed", changed: 1 } });
      const machine = fleet.hosts.get(COLLECTOR)?.machine;
      expect((await machine?.run(["cat", "/etc/quants-base"]))?.status).not.toBe(0);

      const first = await deploy("base");
      expectSuccess(first);
      expect(first.json()).toEqual(
        [COLLECTOR, MONITOR].map((host) => ({
          host,
          status: "changed",
          ok: 1,
          changed: 1,
          failed: 0,
          unreachable: 0,
          skipped: 0,
          rescued: 0,
          ignored: 0,
          services: ["base"],
        })),
      );
      // With sudo, and logged in as the image's user.
      const script = "cat /etc/quants-base; stat -c ' %U' /etc/quants-base";
      expect((await machine?.run(["sh", "-c", script]))?.stdout).toBe(`${COLLECTOR} root\n`);
      const second = await deploy("base");
      expect(rows(second)).toMatchObject({
        [COLLECTOR]: { status: "ok", changed: 0 },
        [MONITOR]: { status: "ok", changed: 0 },
      });
      expect(leftovers()).toEqual([]);
    });

    test("two services in one run; a host that none is for is shown", async () => {
      const { status, stdout, stderr } = remember(
        await work.run([
          ...["deploy", "-s", "base,data-collector", "--host", "all", "--private-key", key.file],
        ]),
      );
      expectSuccess({ status, stdout, stderr });
      expect(stdout).toMatch(/dev-collector-1 +changed +2 +1 .* base, data_collector$/m);
      expect(stdout).toMatch(/dev-monitor-1 +ok +1 +0 .* base$/m);
      const one = await deploy("data_collector");
      expect(rows(one)).toMatchObject({
        [COLLECTOR]: { status: "ok", services: ["data_collector"] },
        [MONITOR]: { status: "not_targeted", ok: 0, services: [] },
      });
    });

    test("--host and --limit must both match", async () => {
      const both = await deploy("base", "--host", "all", "--limit", `*-collector-1,${COLLECTOR}`);
      expect(Object.keys(rows(both))).toEqual([COLLECTOR]);
      const named = `${COLLECTOR},${MONITOR}`;
      const pattern = await deploy("base", "--host", named, "--limit", "all:!data_collectors");
      expect(Object.keys(rows(pattern))).toEqual([MONITOR]);
      const neither = await deploy("base", "--host", COLLECTOR, "--limit", "monitors");
      expect({ status: neither.status, message: neither.error()["message"] }).toEqual({
        status: 3,
        message: "No host matches --limit and --host; nothing was run.",
      });
      const typo = await deploy("base", "--limit", "monitor");
      expect({ status: typo.status, message: typo.error()["message"] }).toEqual({
        status: 3,
        message: 'There is no host and no group "monitor".',
      });
    });

    test("a host that fails is named, the other is done, and what was not begun is said", async () => {
      const words = ["deploy", "-s", "fails-on-monitors,base", "--host", "all"];
      const ended = remember(
        await work.run([...words, "--private-key", key.file, "--output", "json"]),
      );
      expect(ended.status).toBe(6);
      expect(rows(ended)).toMatchObject({
        [COLLECTOR]: { status: "ok", failed: 0 },
        [MONITOR]: { status: "failed", failed: 1 },
      });
      expect(ended.error()).toMatchObject({
        code: "partial_failure",
        message: "1 of 2 hosts failed. Not started: base.",
        errors: [{ resource: MONITOR, message: expect.stringContaining("break here") as string }],
      });
      const [, limit = ""] =
        /continue without them: --limit '([^']+)'/.exec(String(ended.error()["hint"])) ?? [];
      const without = await deploy("fails-on-monitors,base", "--host", "all", "--limit", limit);
      expectSuccess(without);
      expect(rows(without)).toMatchObject({ [COLLECTOR]: { status: "ok" } });
      const alone = await deploy("fails_on_monitors", "--host", MONITOR);
      expect(alone.status).toBe(1);
    });

    test("a playbook that Ansible refuses is a failure", async () => {
      const { status, stdout, stderr } = await deploy("broken");
      expect({ status, rows: JSON.parse(stdout) as unknown }).toEqual({ status: 1, rows: [] });
      expect(stderr).toContain("ERROR");
    });

    test("the caller's environment silences nothing", async () => {
      const ended = await work.run(
        ["deploy", "-s", "base", "--host", "all", "--private-key", key.file, "--output", "json"],
        {
          env: {
            ANSIBLE_SKIP_TAGS: "all",
            ANSIBLE_TRANSPORT: "local",
            ANSIBLE_INVENTORY_ENABLED: "ini",
            ANSIBLE_STDOUT_CALLBACK: "oneline",
          },
        },
      );
      expect(rows(ended)).toMatchObject({ [COLLECTOR]: { ok: 1 }, [MONITOR]: { ok: 1 } });
    });

    test("ping through a file, a wrapper and a pipe, with strict host keys", async () => {
      const known = join(work.directory, "known");
      const lines = [...fleet.hosts.values()].map(async ({ name, machine }) => {
        const { stdout } = await machine.run(["sh", "-c", "ssh-keygen -yf /etc/ssh/host_key_0"]);
        const [address = ""] = /127\.0\.10\.\d+/.exec(await addressOf(name)) ?? [];
        return `${address} ${stdout}`;
      });
      writeFileSync(known, (await Promise.all(lines)).join(""));
      const ansible = `ansible all -m ping -o --private-key '${key.file}' --ssh-common-args='-o StrictHostKeyChecking=yes -o UserKnownHostsFile=${known}'`;
      const forms = [
        `quants-ctl inventory -o h.json && ${ansible} -i h.json`,
        `quants-ctl inventory --write-wrapper ./w && ${ansible} -i ./w`,
        `quants-ctl inventory | ${ansible} -i /dev/stdin`,
      ];
      for (const form of forms) {
        const { status, stdout, stderr } = remember(await work.shell(form));
        expectSuccess({ status, stdout, stderr });
        expect(stdout.match(/SUCCESS/g)).toHaveLength(2);
      }
    });

    const addressOf = async (name: string): Promise<string> =>
      (await work.run(["inventory", "--host", name])).json<{ ansible_host: string }>().ansible_host;

    test("a role of the project: done at the first run, nothing to do at the second", async () => {
      const variables = JSON.stringify({
        // Machines share one loopback interface.
        node_exporter_listen_address: "{{ ansible_host }}",
      });
      const roles = ["--host", MONITOR, "--ansible-dir", ROLES, "--", "-e", variables];
      const first = await deploy("node-exporter", ...roles);
      expectSuccess(first);
      expect(rows(first)).toMatchObject({
        [MONITOR]: { status: "changed", services: ["node_exporter"] },
      });
      const metrics = await fetch(`http://${await addressOf(MONITOR)}:9100/metrics`);
      expect(await metrics.text()).toContain("node_uname_info");
      const second = await deploy("node-exporter", ...roles);
      expect(rows(second)).toMatchObject({ [MONITOR]: { status: "ok", changed: 0, failed: 0 } });
    });

    test.each([
      { how: "an interrupt", signals: ["SIGINT"], status: 130, more: [] },
      // As timeout(1) does it (#11.26).
      { how: "SIGTERM, sent twice,", signals: ["SIGTERM", "SIGTERM"], status: 143, more: [] },
      { how: "SIGTERM in a check", signals: ["SIGTERM"], status: 143, more: ["--check"] },
    ] as const)("$how ends it with $status, and leaves no folder and no process", async (it) => {
      const server = createServer().listen(0, "127.0.10.254");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      const running = work.start([
        ...["deploy", "-s", "waits", "--host", MONITOR, "--private-key", key.file],
        ...[...it.more, "--output", "json", "--", "-e", `port=${port}`],
      ]);
      await Promise.race([once(server, "connection"), running.ended]);
      server.close();
      const [folder = ""] = leftovers();
      const hosts = join(work.directory, "tmp", folder, "hosts.json");
      expect((statSync(hosts).mode & 0o777).toString(8)).toBe("600");
      expect((statSync(join(hosts, "..")).mode & 0o777).toString(8)).toBe("700");
      for (const signal of it.signals) running.kill(signal);
      const ended = remember(await running.ended);
      expect(ended.status).toBe(it.status);
      expect(rows(ended)).toMatchObject({
        [MONITOR]: { status: "not_reached", ok: 1, services: ["waits"] },
      });
      expect(leftovers()).toEqual([]);
    });

    test("a host with another key is refused, and so is one whose server is gone", async () => {
      const monitor = fleet.hosts.get(MONITOR);
      await monitor?.changeHostKey();
      const changed = await deploy("base");
      expect(changed.status).toBe(6);
      expect(rows(changed)).toMatchObject({
        [COLLECTOR]: { status: "ok" },
        [MONITOR]: { status: "unreachable", unreachable: 1 },
      });
      expect(changed.error()["errors"]).toMatchObject([
        {
          resource: MONITOR,
          message: `${MONITOR} shows a different host key from the one on record.`,
        },
      ]);
      await monitor?.stop();
      const gone = await deploy("base", "--host", MONITOR);
      expect(gone.status).toBe(8);
      expect(gone.error()).toMatchObject({ code: "endpoint_unreachable", resource: MONITOR });
    });

    test("nothing that was said or written holds the keys that open the instances", () => {
      const texts = [...said, ...filesBelow(join(work.directory, "home"))];
      expect(fleet.secrets.filter((it) => it.length > 100)).toHaveLength(4);
      for (const secret of fleet.secrets) {
        const [, body = ""] = secret.split("\n");
        const part = body === "" ? secret.slice(40, 100) : body;
        expect(texts.filter((text) => text.includes(part))).toEqual([]);
      }
    });
  },
);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

(canListen ? describeOnMachine : describe.skip)(
  canListen ? "the example's fleet" : "the example's fleet (skipped: port 22 is not to be had)",
  tools,
  () => {
    test("loads, validates and deploys", async () => {
      const work = makeWorkplace({ ANSIBLE_PIPELINING: "1" });
      const fixed: Readonly<Record<string, string>> = {
        "203.0.113.20": "127.0.11.3",
        "203.0.113.21": "127.0.11.4",
      };
      writePlaybooks(work);
      const config = join(work.directory, "fleet.yml");
      const text = readFileSync(EXAMPLE, "utf8");
      writeFileSync(
        config,
        text.replaceAll(/203\.0\.113\.2\d/g, (address) => fixed[address] ?? address),
      );
      const fleet = [
        ["dev-collector-1", "127.0.11.1", 22],
        ["dev-monitor", "127.0.11.2", 22],
        ["prod-collector-1", "127.0.11.3", 22],
        ["prod-exec-1", "127.0.11.4", 6677],
      ] as const;
      const key = await createKeyPair(work, "fleet");
      const hosts = await Promise.all(
        fleet.map(([name, address, port]) =>
          openSshHost({ name, address, port, user: "ubuntu", authorizedKey: key.publicKey }),
        ),
      );
      try {
        const ssh = join(work.directory, "home", ".ssh");
        mkdirSync(ssh, { mode: 0o700 });
        const deploy = (): Promise<Finished> =>
          work.run(
            [
              ...["deploy", "-c", config, "-s", "base", "--host", "all", "--output", "json"],
              ...["--private-key", key.file],
            ],
            { env: { DEV_COLLECTOR_IP: "127.0.11.1", DEV_MONITOR_IP: "127.0.11.2" } },
          );
        // The file's hosts are not Lightsail's: nobody vouches for their keys yet.
        const unknown = await deploy();
        expect(unknown.status).toBe(8);
        expect(unknown.error()["errors"]).toHaveLength(4);
        expect(unknown.stderr).toContain("No host key is known for dev-monitor.");
        const lines = await Promise.all(
          fleet.map(async ([, address, port], index) => {
            const shown = await hosts[index]?.machine.run(["cat", "/etc/ssh/own_host_key.pub"]);
            return `${port === 22 ? address : `[${address}]:${port}`} ${shown?.stdout ?? ""}`;
          }),
        );
        writeFileSync(join(ssh, "known_hosts"), lines.join(""));
        const first = await deploy();
        expectSuccess(first);
        expect(first.json()).toMatchObject(
          fleet.map(([host]) => ({ host, status: "changed", changed: 1 })),
        );
        expect((await deploy()).json()).toMatchObject(
          fleet.map(([host]) => ({ host, status: "ok", changed: 0 })),
        );
      } finally {
        await Promise.all(hosts.map((host) => host.close()));
        await work.dispose();
      }
    });
  },
);
