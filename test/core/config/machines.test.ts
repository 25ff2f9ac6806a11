import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readConfigFile } from "../../../src/commands/config-file/read.ts";
import { buildInventory } from "../../../src/core/inventory/build.ts";
import { readConfig } from "../../../src/core/inventory/config-source.ts";
import { OPTIONS } from "../inventory/hosts.ts";

const cwd = mkdtempSync(join(tmpdir(), "quants-ctl-fleet-"));
afterAll(() => rmSync(cwd, { recursive: true }));

function load(text: string): ReturnType<typeof readConfigFile> {
  writeFileSync(join(cwd, "fleet.yml"), text);
  return readConfigFile("fleet.yml", { cwd, env: {} });
}

test("the example is valid, with all that it shows", async () => {
  const env = { DEV_MONITOR_IP: "198.51.100.9" };
  const config = await readConfigFile("config/examples/lightsail_instances.yml", {
    cwd: process.cwd(),
    env,
  });
  const { inventory, warnings } = buildInventory([readConfig(config)], OPTIONS);
  expect(warnings).toEqual([]);
  expect([...inventory.hosts.keys()]).toEqual([
    "dev-collector-1",
    "dev-monitor",
    "prod-collector-1",
    "prod-exec-1",
  ]);
  expect(Object.fromEntries(inventory.hosts.get("prod-exec-1") ?? [])).toMatchObject({
    ansible_host: "203.0.113.21",
    ansible_port: 6677,
    service_type: "execution-engine",
    quants_environment: "prod",
    quants_sources: ["config"],
    wireguard_address: "10.200.1.12",
  });
  expect(inventory.hosts.get("dev-monitor")?.get("ansible_host")).toBe("198.51.100.9");
  expect(inventory.groups.get("execution_engines")?.hosts).toEqual(["prod-exec-1"]);
  expect(inventory.groups.get("wireguard_peers")?.hosts).toHaveLength(4);
  expect(inventory.groups.get("environment_prod")?.variables.get("grafana_admin_password")).toBe(
    "{{ vault_grafana_password }}",
  );
  expect(Object.fromEntries(inventory.variables)).toMatchObject({
    timezone: "UTC",
    quants_wireguard_port: 51_820,
    quants_wireguard_template: expect.stringContaining("[Peer]"),
  });
});

test("a name or an ansible_host is an address as well", async () => {
  const config = await load(
    "instances: [{name: a-1, host: a.example.org}, {name: b-1, vars: {ansible_host: 10.0.0.1}}]",
  );
  const { inventory } = buildInventory([readConfig(config)], OPTIONS);
  expect([...inventory.hosts.values()].map((it) => it.get("ansible_host"))).toEqual([
    "a.example.org",
    "10.0.0.1",
  ]);
});

test("all faults are told at once, each with its path", async () => {
  const text = [
    "instances:",
    "  - {name: all, public_ip: 300.1.1.1, port: 0, groups: [my-group]}",
    "  - {name: 'web[1:3]', pubic_ip: 10.0.0.1}",
    "  - {name: twin}",
    "  - {name: twin, vars: {no-good: 1}}",
    "  - {user: ubuntu}",
    "global_vars: {1a: x}",
    "environments: {dev: {var: {}}}",
    "wireguard: {network: 10.0.0.0}",
    "inventory: {format: toml, groupby: region}",
  ].join("\n");
  const error: unknown = await load(text).catch((it: unknown) => it);
  expect((error as Error).message.split("\n").slice(1).toSorted()).toMatchInlineSnapshot(`
    [
      "  environments.dev.var: unknown key; did you mean vars?",
      "  global_vars.1a: a variable consists of letters, digits and '_', not starting with a digit",
      "  instances.0.groups.0: a group consists of letters, digits and '_', not starting with a digit",
      "  instances.0.name: the name is reserved by Ansible",
      "  instances.0.port: Too small: expected number to be >=1",
      "  instances.0.public_ip: is not an IP address",
      "  instances.1.name: a name consists of letters, digits, '.', '-' and '_', starting with a letter or digit; one for several is written as web-{1..3}",
      "  instances.1.pubic_ip: unknown key; did you mean public_ip?",
      "  instances.3.vars.no-good: a variable consists of letters, digits and '_', not starting with a digit",
      "  instances.4.name: must be text (quote it), not missing",
      "  inventory.format: Invalid option: expected one of "json"|"yaml"|"ini"",
      "  inventory.groupby: unknown key; did you mean group_by?",
      "  wireguard.network: Invalid IPv4 range",
    ]
  `);
});

test("a second host of a name is a fault", async () => {
  await expect(load("instances: [{name: twin}, {name: twin}]")).rejects.toThrow(
    'instances.1.name: "twin" is the name of instances.0 already',
  );
});

test("two environments can't have one group: the settings of the one would be gone", async () => {
  await expect(load("environments: {us-east: {}, us_east: {}}")).rejects.toThrow(
    "environments.us_east: its group environment_us_east is that of environments.us-east already",
  );
});
