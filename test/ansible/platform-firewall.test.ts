import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ANSIBLE } from "../helpers/ansible.ts";
import { type Machine, describeOnMachine, openMachine } from "../helpers/machine.ts";
import { tool } from "../helpers/tools.ts";

const programs = { ansible: tool("ansible"), ufw: tool("ufw", null) };

const HOSTS: Readonly<Record<string, [service: string, address: string]>> = {
  "p-portal": ["portal", "172.26.0.1"],
  "p-worker-1": ["worker", "172.26.0.2"],
  "p-worker-2": ["worker", "172.26.0.3"],
  "p-db": ["database", "172.26.0.4"],
  "p-db-replica": ["database_replica", "172.26.0.5"],
  "p-redis": ["redis", "172.26.0.6"],
  // Of another system in the same account.
  "dev-collector-1": ["data_collector", "172.26.0.7"],
};

const INVENTORY = {
  all: {
    hosts: Object.fromEntries(
      Object.entries(HOSTS).map(([name, [, address]]) => [name, { quants_private_ip: address }]),
    ),
    vars: { ansible_connection: "local" },
    children: {
      monitors: { hosts: { "p-portal": {} } },
      ...Object.fromEntries(
        [...new Set(Object.values(HOSTS).map(([service]) => service))].map((service) => [
          `service_${service}`,
          {
            hosts: Object.fromEntries(
              Object.entries(HOSTS)
                .filter(([, [it]]) => it === service)
                .map(([name]) => [name, {}]),
            ),
          },
        ]),
      ),
    },
  },
};

describeOnMachine("the firewall between the hosts of a platform", programs, () => {
  let machine: Machine;
  let rules: Record<string, string[]>;

  beforeAll(async () => {
    machine = await openMachine();
    writeFileSync(join(machine.root, "tmp/hosts.json"), JSON.stringify(INVENTORY));
    const show = ["-m", "debug", "-a", "msg={{ platform_firewall | to_json }}"];
    const { stdout } = await machine.run(
      [
        ...(["ansible", "all", "-i", "/tmp/hosts.json", "--playbook-dir"] as const),
        ...[join(ANSIBLE, "playbooks"), ...show],
      ],
      {
        env: {
          ANSIBLE_CONFIG: join(ANSIBLE, "ansible.cfg"),
          ANSIBLE_CALLBACK_RESULT_FORMAT: "json",
        },
      },
    );
    const found = stdout.matchAll(/^(\S+) \| SUCCESS => (\{[^]*?^\})/gm);
    rules = Object.fromEntries(
      [...found].map(([, name = "", text = "{}"]) => {
        const { msg } = JSON.parse(text) as { msg: string | string[] };
        return [name, typeof msg === "string" ? (JSON.parse(msg) as string[]) : msg];
      }),
    );
  });
  afterAll(() => machine.close());

  const from = (name: string, what: string): string =>
    `allow from ${HOSTS[name]?.[1] ?? ""} ${what}`;
  const swarm = (...names: string[]): string[] =>
    names.flatMap((name) => [
      from(name, "to any port 7946 proto tcp"),
      from(name, "to any port 7946 proto udp"),
      from(name, "to any port 4789 proto udp"),
      from(name, "proto esp"),
    ]);

  test("the portal: the web for all, Swarm for the workers alone", () => {
    expect(rules["p-portal"]?.toSorted()).toEqual(
      [
        ...["allow 80/tcp", "allow 443/tcp"],
        ...swarm("p-worker-1", "p-worker-2"),
        from("p-worker-1", "to any port 2377 proto tcp"),
        from("p-worker-2", "to any port 2377 proto tcp"),
      ].toSorted(),
    );
  });

  test("a worker: Swarm from the others, metrics for the monitor, nothing for the world", () => {
    expect(rules["p-worker-1"]?.toSorted()).toEqual(
      [
        ...swarm("p-portal", "p-worker-2"),
        from("p-portal", "to any port 9100 proto tcp"),
        from("p-portal", "to any port 9338 proto tcp"),
      ].toSorted(),
    );
  });

  test("databases: the portal and the other one; no worker, and so no tenant, reaches them", () => {
    expect(rules["p-db"]?.toSorted()).toEqual(
      [
        from("p-db-replica", "to any port 5432 proto tcp"),
        from("p-portal", "to any port 5432 proto tcp"),
        from("p-portal", "to any port 9100 proto tcp"),
        from("p-portal", "to any port 9187 proto tcp"),
      ].toSorted(),
    );
    expect(rules["p-redis"]?.toSorted()).toEqual(
      [6379, 6380, 9100, 9121].map((port) => from("p-portal", `to any port ${port} proto tcp`)),
    );
    expect(rules["dev-collector-1"]).toEqual([]);
  });

  test("ufw keeps them as they are written, which the role security compares", async () => {
    for (const rule of rules["p-portal"] ?? []) {
      const { status, stderr } = await machine.run(["ufw", ...rule.split(" ")]);
      expect(status === 0 ? "" : stderr).toBe("");
    }
    const { stdout } = await machine.run(["ufw", "show", "added"]);
    const added = stdout.trim().split("\n").slice(1);
    expect(added.toSorted()).toEqual(rules["p-portal"]?.map((rule) => `ufw ${rule}`).toSorted());
  });
});
