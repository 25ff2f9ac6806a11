import { expect, test } from "vitest";
import { buildInventory } from "../../../src/core/inventory/build.ts";
import { parseFilter } from "../../../src/core/inventory/filter.ts";
import { parseGrouping } from "../../../src/core/inventory/groups.ts";
import { readInstances } from "../../../src/core/inventory/instance-host.ts";
import { Untrusted } from "../../../src/core/inventory/values.ts";
import { OPTIONS, host, instance } from "./hosts.ts";

test("the fixed groups are there, whatever the hosts are", () => {
  const { inventory } = buildInventory([{ hosts: [host("web-1")], warnings: [] }], OPTIONS);
  expect([...inventory.groups]).toEqual([
    ["data_collectors", { hosts: [], variables: new Map() }],
    ["execution_engines", { hosts: [], variables: new Map() }],
    ["monitors", { hosts: [], variables: new Map() }],
  ]);
});

test.each([
  [{ Service: "data-collector" }, "data_collectors"],
  [{ Service: "Execution Engine" }, "execution_engines"],
  [{ service_type: "monitor" }, "monitors"],
])("the tags %j put a host in %s", (tags, group) => {
  const reading = readInstances("lightsail", [instance("a-1", { tags })]);
  const { inventory } = buildInventory([reading], OPTIONS);
  expect(inventory.groups.get(group)?.hosts).toEqual(["a-1"]);
});

test("an instance's variables, and none of its tags among them", () => {
  const tags = {
    Service: "monitor",
    Environment: "dev",
    ansible_ssh_common_args: "-o ProxyCommand=x",
  };
  const { inventory } = buildInventory(
    [readInstances("lightsail", [instance("dev-monitor", { tags })])],
    OPTIONS,
  );
  expect(Object.fromEntries(inventory.hosts.get("dev-monitor") ?? [])).toEqual({
    ansible_host: "198.51.100.1",
    ansible_user: "ubuntu",
    ansible_port: 22,
    instance_id: "dev-monitor",
    service_type: "monitor",
    quants_region: "ap-northeast-1",
    quants_availability_zone: "ap-northeast-1a",
    quants_status: "running",
    quants_bundle_id: "small_3_0",
    quants_blueprint_id: "ubuntu_22_04",
    quants_public_ip: "198.51.100.1",
    quants_private_ip: "172.26.0.17",
    quants_ipv6: "2001:db8::1",
    quants_environment: "dev",
    quants_sources: ["lightsail"],
    quants_tags: {
      Service: "monitor",
      Environment: "dev",
      ansible_ssh_common_args: new Untrusted("-o ProxyCommand=x"),
    },
  });
  expect(Object.fromEntries(inventory.variables)).toEqual({
    ansible_python_interpreter: "/usr/bin/python3",
    ansible_become: true,
  });
});

test("what ssh or Ansible could take for something else is left out, with a warning", () => {
  const odd = instance("a-1", {
    public_ip: "-oProxyCommand=x",
    username: "-x",
    tags: { __ansible_vault: "x", __ansible_unsafe: "y", "{{ x }}": "z", Team: "Quants" },
  });
  const { inventory, warnings } = buildInventory([readInstances("lightsail", [odd])], OPTIONS);
  expect(warnings).toEqual([
    'a-1: the public address "-oProxyCommand=x" of lightsail is not valid: skipped',
    'a-1: the login name "-x" of lightsail is not valid: skipped',
    "a-1: the tag __ansible_vault is skipped, because Ansible reserves that key",
    "a-1: the tag __ansible_unsafe is skipped, because Ansible reserves that key",
    "a-1: the tag {{ x }} is skipped, because Ansible could evaluate its key",
  ]);
  const variables = inventory.hosts.get("a-1");
  expect(variables?.get("ansible_host")).toBe("2001:db8::1");
  expect(variables?.has("ansible_user")).toBe(false);
  expect(variables?.get("quants_tags")).toEqual({ Team: "Quants" });
});

test("a host without an address is left out with a warning, and refused when that is strict", () => {
  const reading = { hosts: [host("a-1"), host("b-1", { facts: {} })], warnings: [] };
  const { inventory, warnings } = buildInventory([reading], OPTIONS);
  expect([...inventory.hosts.keys()]).toEqual(["a-1"]);
  expect(warnings).toEqual(["skipped, as they have no address: b-1"]);
  expect(() => buildInventory([reading], { ...OPTIONS, strict: true })).toThrow(
    expect.objectContaining({ code: "invalid_state", message: "1 host has no address: b-1." }),
  );
});

test.each([
  ["public", "198.51.100.1"],
  ["private", "172.26.0.17"],
  ["ipv6", "2001:db8::1"],
  ["auto", "198.51.100.1"],
] as const)("the %s address", (address, expected) => {
  const reading = readInstances("lightsail", [instance("a-1")]);
  const { inventory } = buildInventory([reading], { ...OPTIONS, address });
  expect(inventory.hosts.get("a-1")?.get("ansible_host")).toBe(expected);
});

test("hosts that a state has and that can't be read: none without them when strict (#11.12)", () => {
  const reading = { hosts: [host("a-1")], warnings: ["w"], unread: ["2 awslightsail_instance"] };
  expect(buildInventory([reading], OPTIONS).warnings).toEqual(["w"]);
  expect(() => buildInventory([reading], { ...OPTIONS, strict: true })).toThrow(
    expect.objectContaining({
      code: "invalid_state",
      message: "The inventory would be missing hosts: 2 awslightsail_instance can't be read.",
    }),
  );
  expect(() => buildInventory([{ ...reading, hosts: [] }], OPTIONS)).toThrow(
    /the sources list none, and 2 awslightsail_instance can't be read/,
  );
});

test("no hosts are an error that says why, unless they may be none", () => {
  const readings = [{ hosts: [host("a-1")], warnings: [] }];
  const filters = [parseFilter("name=b-*")];
  expect(() => buildInventory([], OPTIONS)).toThrow(/no hosts: the sources list none/);
  expect(() => buildInventory(readings, { ...OPTIONS, filters })).toThrow(/none of 1 matches/);
  const { inventory } = buildInventory(readings, { ...OPTIONS, filters, allowEmpty: true });
  expect(inventory.hosts.size).toBe(0);
  expect(inventory.groups.size).toBe(3);
});

test.each([
  "all",
  "ungrouped",
  "localhost",
  "127.0.0.1",
  "monitors",
  "web[1:3]",
  "{{ x }}",
  "-x",
  "a b",
  "a,b",
  "a:22",
  "é1",
])("a host can't be named %s", (name) => {
  const reading = { hosts: [host(name)], warnings: [] };
  expect(() => buildInventory([reading], OPTIONS)).toThrow(
    expect.objectContaining({ code: "conflict", resource: name }),
  );
  const filters = [parseFilter(`name!=${name}`)];
  const without = buildInventory([reading], { ...OPTIONS, filters, allowEmpty: true });
  expect(without.inventory.hosts.size).toBe(0);
});

test("a host can't have the name of a group that its own tag makes", () => {
  const named = host("environment_dev", { tags: new Map([["Environment", "dev"]]) });
  const groupings = [parseGrouping("environment")];
  expect(() =>
    buildInventory([{ hosts: [named], warnings: [] }], { ...OPTIONS, groupings }),
  ).toThrow(/a group has the same name/);
});

test("two hosts of one name are refused, with both places", () => {
  const hosts = ["eu-west-1", "us-east-1"].map((region) =>
    host("web-1", { facts: { public_ip: "198.51.100.1", region } }),
  );
  expect(() => buildInventory([{ hosts, warnings: [] }], OPTIONS)).toThrow(
    expect.objectContaining({
      code: "conflict",
      message: "Two hosts are named web-1: eu-west-1 and us-east-1.",
    }),
  );
  const filters = [parseFilter("region=eu-*")];
  const { inventory } = buildInventory([{ hosts, warnings: [] }], { ...OPTIONS, filters });
  expect(inventory.hosts.get("web-1")?.get("quants_region")).toBe("eu-west-1");
});

test("the same name in two regions of two sources is no single host", () => {
  const readings = ["eu-west-1", "us-east-1"].map((region, index) => ({
    hosts: [host("web-1", { source: `s${index}`, facts: { public_ip: "198.51.100.1", region } })],
    warnings: [],
  }));
  expect(() => buildInventory(readings, OPTIONS)).toThrow(
    "Two hosts are named web-1: eu-west-1 (s0) and us-east-1 (s1).",
  );
});

test("sources are joined by name: the later one wins, and what differs is told", () => {
  const config = host("a-1", {
    source: "config",
    facts: { public_ip: "198.51.100.1", user: "admin", port: 2222 },
    tags: new Map([["Service", "monitor"]]),
    groups: ["extra"],
    variables: new Map([["secret", "{{ vault_secret }}"]]),
  });
  const reading = readInstances("lightsail", [
    instance("a-1", { tags: { Service: "collector", Team: "Q" } }),
  ]);
  const { inventory, warnings } = buildInventory(
    [reading, { hosts: [config], warnings: [] }],
    OPTIONS,
  );
  expect(Object.fromEntries(inventory.hosts.get("a-1") ?? [])).toMatchObject({
    ansible_user: "admin",
    ansible_port: 2222,
    service_type: "monitor",
    secret: "{{ vault_secret }}",
    quants_private_ip: "172.26.0.17",
    quants_sources: ["lightsail", "config"],
    quants_tags: { Service: "monitor", Team: "Q" },
  });
  expect(inventory.groups.get("extra")?.hosts).toEqual(["a-1"]);
  expect(warnings).toEqual(["a-1: user is ubuntu in lightsail, admin in config, which wins"]);
});

const OF_TWO_SOURCES = [
  readInstances("lightsail", [
    instance("prod-exec-1", { tags: { Environment: "prod" } }),
    instance("dev-exec-1", { tags: { Environment: "dev" } }),
  ]),
  {
    hosts: [host("prod-exec-1", { source: "config", facts: { port: 6677 }, groups: ["extra"] })],
    warnings: [],
  },
];

test.each([
  ["Environment=prod", { "prod-exec-1": 6677 }],
  ["Environment!=prod", { "dev-exec-1": 22 }],
  ["status=running", { "dev-exec-1": 22, "prod-exec-1": 6677 }],
  ["status!=running", {}],
  ["region=ap-*", { "dev-exec-1": 22, "prod-exec-1": 6677 }],
])("%s asks what all sources say of a host together", (filter, ports) => {
  const filters = [parseFilter(filter)];
  const { inventory } = buildInventory(OF_TWO_SOURCES, { ...OPTIONS, filters, allowEmpty: true });
  const found = [...inventory.hosts].map(([name, its]) => [name, its.get("ansible_port")]);
  expect(Object.fromEntries(found)).toEqual(ports);
});

test("of one name in two regions, a filter chooses the machine with what a file says of it", () => {
  const instances = ["eu-west-1", "us-east-1"].map((region) => instance("web-1", { region }));
  const readings = [
    readInstances("lightsail", instances),
    { hosts: [host("web-1", { source: "config", facts: { port: 6677 } })], warnings: [] },
  ];
  expect(() => buildInventory(readings, OPTIONS)).toThrow(
    "Two hosts are named web-1: eu-west-1 and us-east-1.",
  );
  const filters = [parseFilter("region=us-*")];
  const { inventory } = buildInventory(readings, { ...OPTIONS, filters });
  expect(Object.fromEntries(inventory.hosts.get("web-1") ?? [])).toMatchObject({
    quants_region: "us-east-1",
    ansible_port: 6677,
  });
});

test("an address that stands for several hosts is told", () => {
  const hosts = ["gone-1", "new-1", "web-1"].map((name, index) =>
    host(name, { facts: { public_ip: "198.51.100.1", port: index === 2 ? 2222 : 22 } }),
  );
  expect(buildInventory([{ hosts, warnings: [] }], OPTIONS).warnings).toEqual([
    "198.51.100.1 port 22 is the address of several hosts: gone-1, new-1",
  ]);
});

test("group names are made valid, and what becomes the same is told once", () => {
  const hosts = ["prod-1", "prod_1", "prod-1"].map((environment, index) =>
    host(`a-${index}`, {
      facts: { public_ip: `198.51.100.${index}` },
      tags: new Map([["Environment", environment]]),
    }),
  );
  const groupings = [parseGrouping("environment"), parseGrouping("tag:My Key")];
  const { inventory, warnings } = buildInventory([{ hosts, warnings: [] }], {
    ...OPTIONS,
    groupings,
  });
  expect(inventory.groups.get("environment_prod_1")?.hosts).toEqual(["a-0", "a-1", "a-2"]);
  expect(warnings).toEqual([
    'the group environment_prod_1 stands for environment "prod-1" and for environment "prod_1"',
  ]);
  expect(parseGrouping("tag:My Key").prefix).toBe("tag_My_Key");
});

test.each(["tags", "tag:", "constructor", ""])("hosts can't be grouped by %j", (key) => {
  expect(() => parseGrouping(key)).toThrow(/can't be grouped/);
});

test("an address that Lightsail says is none is not taken from a state without a word", () => {
  const stopped = instance("a-1", { status: "stopped", public_ip: null, ipv6_addresses: [] });
  const service = readInstances("lightsail", [stopped]);
  const state = readInstances("terraform", [instance("a-1", { ipv6_addresses: [] })]);
  const later = buildInventory([service, state], OPTIONS);
  expect(later.inventory.hosts.get("a-1")?.get("ansible_host")).toBe("198.51.100.1");
  expect(later.warnings).toEqual([
    "a-1: public_ip is none in lightsail, 198.51.100.1 in terraform, which wins",
  ]);
  const earlier = buildInventory([state, service], { ...OPTIONS, allowEmpty: true });
  expect([...earlier.inventory.hosts.keys()]).toEqual([]);
  expect(earlier.warnings).toEqual([
    "a-1: public_ip is 198.51.100.1 in terraform, none in lightsail, which wins",
    "skipped, as they have no address: a-1",
  ]);
});

test("an environment's settings are variables of its group, also when it has no hosts", () => {
  const reading = {
    hosts: [host("a-1", { tags: new Map([["Environment", "dev"]]) })],
    warnings: [],
    environments: new Map([
      ["dev", new Map([["log_level", "debug"]])],
      ["prod", new Map([["log_level", "info"]])],
    ]),
  };
  const { groups } = buildInventory([reading], OPTIONS).inventory;
  expect(groups.get("environment_dev")).toEqual({
    hosts: ["a-1"],
    variables: new Map([["log_level", "debug"]]),
  });
  expect(groups.get("environment_prod")?.hosts).toEqual([]);
});
