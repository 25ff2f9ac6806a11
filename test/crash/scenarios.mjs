import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What is disturbed at each of its calls: a command, in a folder that `setup` has prepared.
 * `repeat` is what a user types after a disturbance (the same command when it is left out);
 * `undo` is what removes it all instead. `faultsOf` finds what is wrong outside of Lightsail.
 */
const json = ["--output", "json"];

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE9HZ3sdBzUQkzPYvtHZ2mUB4u9GEIrgOQVqf7sKp1sM ops";
const ONE = "{ name: one, static_ip: true, key_pair: ops, snapshots: { auto: '06:00' } }";

function fleet(onAbsent, instances, more = "", region = "ap-northeast-1") {
  return [
    "version: 1",
    `fleet: { name: quants, on_absent: ${onAbsent} }`,
    `region: ${region}`,
    "defaults: { bundle: small_3_0, blueprint: ubuntu_24_04 }",
    `key_pairs: [{ name: ops, public_key: "${KEY}" }]`,
    "instances:",
    ...instances.map((it) => `  - ${it}`),
    more,
  ].join("\n");
}

const zoneFile = (...lines) => [...lines, ""].join("\n");

/** Nobody has its private half. */
const PUBLIC_KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIxeXGEuXdepp2CvZowSz3qdrel5z15T97zbJpSAZ+mT crash\n";

const ABOVE = ["--metric", "cpu", "--above", "80"];

export const SCENARIOS = [
  {
    name: "create",
    setup: [],
    command: [
      ...["infra", "create", "--name", "one", "--static-ip", "--tag", "Environment=dev"],
      ...["--port", "tcp/22@203.0.113.0/24", "--port", "udp/51820@world"],
    ],
    more: ["--if-not-exists"],
    undo: ["infra", "destroy", "--name", "one", "--yes"],
  },
  {
    name: "create with an address that was there",
    setup: [
      ["infra", "create", "--name", "one", "--static-ip"],
      ["infra", "destroy", "--name", "one", "--keep-static-ip", "--yes"],
    ],
    command: ["infra", "create", "--name", "one", "--static-ip"],
    more: ["--if-not-exists"],
    undo: ["infra", "destroy", "--name", "one", "--keep-static-ip", "--yes"],
  },
  {
    name: "create two",
    // Each of its calls is like one of a single create.
    every: 3,
    setup: [],
    command: ["infra", "create", "--name", "one", "--name", "two", "--static-ip"],
    more: ["--if-not-exists"],
  },
  {
    name: "destroy",
    setup: [["infra", "create", "--name", "one", "--static-ip"]],
    command: ["infra", "destroy", "--name", "one", "--yes"],
  },
  {
    name: "destroy with a static IP of another name",
    setup: [["infra", "create", "--name", "one"]],
    prepare: (state) => giveStaticIp(state, "front-door", "one"),
    command: ["infra", "destroy", "--name", "one", "--yes"],
  },
  {
    name: "destroy with disks",
    every: 2,
    setup: [
      ["infra", "create", "--name", "one"],
      ["infra", "disk", "create", "data", "--size", "64", "--attach-to", "one"],
    ],
    command: ["infra", "destroy", "--name", "one", "--yes"],
  },
  {
    name: "destroy with a last snapshot",
    setup: [["infra", "create", "--name", "one", "--static-ip"]],
    command: ["infra", "destroy", "--name", "one", "--snapshot-first", "--yes"],
  },
  {
    name: "stop",
    setup: [["infra", "create", "--name", "one", "--static-ip"]],
    command: ["infra", "manage", "--name", "one", "--action", "stop"],
  },
  {
    name: "start",
    setup: [
      ["infra", "create", "--name", "one", "--static-ip"],
      ["infra", "manage", "--name", "one", "--action", "stop"],
    ],
    command: ["infra", "manage", "--name", "one", "--action", "start"],
  },
  {
    name: "ip move",
    setup: [
      ["infra", "create", "--name", "one", "--static-ip"],
      ["infra", "create", "--name", "two"],
    ],
    command: ["infra", "ip", "move", "one-static-ip", "--to", "two"],
    undo: ["infra", "ip", "move", "one-static-ip", "--to", "one"],
  },
  {
    name: "disk create",
    every: 2,
    setup: [["infra", "create", "--name", "one"]],
    command: ["infra", "disk", "create", "data", "--size", "64", "--attach-to", "one"],
    more: ["--if-not-exists"],
    undo: ["infra", "disk", "delete", "data", "--if-exists", "--yes"],
    // Once it is attached, the instance that has it would have to be stopped.
    mayUndo: (state) => holderOf(state, "data") === undefined,
  },
  {
    name: "disk detach",
    setup: [
      ["infra", "create", "--name", "one", "--static-ip"],
      ["infra", "disk", "create", "data", "--size", "64", "--attach-to", "one"],
    ],
    command: ["infra", "disk", "detach", "data", "--stop"],
  },
  {
    name: "disk attach",
    every: 3,
    setup: [
      ["infra", "create", "--name", "one"],
      ["infra", "disk", "create", "data", "--size", "64", "--like", "one"],
    ],
    command: ["infra", "disk", "attach", "data", "--to", "one"],
  },
  {
    name: "disk snapshot",
    every: 3,
    setup: [["infra", "disk", "create", "data", "--size", "64", "--az", "ap-northeast-1a"]],
    command: ["infra", "disk", "snapshot", "data", "--snapshot-name", "data-before"],
    more: ["--if-not-exists"],
  },
  {
    name: "disk snapshot delete",
    every: 4,
    setup: [
      ["infra", "disk", "create", "data", "--size", "64", "--az", "ap-northeast-1a"],
      ["infra", "disk", "snapshot", "data", "--snapshot-name", "data-before"],
    ],
    command: ["infra", "disk", "snapshot", "delete", "data-before", "--yes", "--if-exists"],
  },
  {
    name: "disk delete",
    every: 3,
    setup: [["infra", "disk", "create", "data", "--size", "64", "--az", "ap-northeast-1a"]],
    command: ["infra", "disk", "delete", "data", "--yes", "--if-exists"],
  },
  {
    name: "resize",
    setup: [
      [
        ...["infra", "create", "--name", "one", "--static-ip", "--tag", "Environment=dev"],
        ...["--port", "tcp/22@203.0.113.0/24"],
      ],
    ],
    command: ["infra", "resize", "--name", "one", "--bundle", "medium_3_0", "--yes"],
    undo: ["infra", "resize", "--name", "one", "--bundle", "medium_3_0", "--undo", "--yes"],
    // The old instance is what there is to go back to.
    mayUndo: (state) => state.resources.some(({ name }) => name === "one"),
  },
  {
    name: "resize with disks",
    every: 3,
    setup: [
      ["infra", "create", "--name", "one", "--static-ip"],
      ["infra", "disk", "create", "data", "--size", "64", "--attach-to", "one"],
    ],
    command: ["infra", "resize", "--name", "one", "--bundle", "medium_3_0", "--stop", "--yes"],
    undo: ["infra", "resize", "--name", "one", "--bundle", "medium_3_0", "--undo", "--yes"],
    mayUndo: (state) => state.resources.some(({ name }) => name === "one"),
  },
  {
    name: "backup run",
    setup: [
      ["infra", "create", "--name", "one", "--tag", "Backup=daily"],
      ["infra", "create", "--name", "two", "--tag", "Backup=daily"],
      ["backup", "run", "--name", "one"],
    ],
    // One backup of long ago to be pruned, and two to be made.
    prepare: ageSnapshots,
    command: [
      ...["backup", "run", "--keep-daily", "1", "--keep-weekly", "1"],
      ...["--poll-interval", "1s"],
    ],
  },
  {
    name: "snapshot create",
    every: 2,
    setup: [["infra", "create", "--name", "one"]],
    command: ["infra", "snapshot", "create", "--name", "one", "--snapshot-name", "one-before"],
    more: ["--if-not-exists"],
  },
  {
    name: "snapshot restore",
    every: 3,
    setup: [
      ["infra", "create", "--name", "one"],
      ["infra", "snapshot", "create", "--name", "one", "--snapshot-name", "copy"],
    ],
    command: [
      ...["infra", "snapshot", "restore", "--snapshot", "copy", "--name", "two", "--static-ip"],
      ...["--port", "tcp/22@203.0.113.0/24"],
    ],
    more: ["--if-not-exists"],
    undo: ["infra", "destroy", "--name", "two", "--yes"],
  },
  {
    name: "snapshot restore with disks",
    every: 4,
    setup: [
      ["infra", "create", "--name", "one"],
      ["infra", "disk", "create", "data", "--size", "64", "--attach-to", "one"],
      ["infra", "snapshot", "create", "--name", "one", "--snapshot-name", "copy"],
    ],
    command: ["infra", "snapshot", "restore", "--snapshot", "copy", "--name", "two"],
    more: ["--if-not-exists"],
  },
  {
    name: "ports open",
    every: 2,
    setup: [["infra", "create", "--name", "one", "--port", "tcp/22@203.0.113.0/24"]],
    command: [
      ...["infra", "ports", "open", "--name", "one", "https", "--cidr", "198.51.100.0/24"],
      "--yes",
    ],
  },
  {
    name: "tag set",
    every: 2,
    setup: [["infra", "create", "--name", "one", "--tag", "Environment=dev", "--tag", "Old=1"]],
    command: [
      "infra",
      "tag",
      "set",
      "--name",
      "one",
      "--tag",
      "Environment=prod",
      "--tag",
      "New=1",
    ],
  },
  {
    name: "snapshot auto on",
    setup: [["infra", "create", "--name", "one"]],
    command: ["infra", "snapshot", "auto", "on", "one", "--time", "06:00"],
  },
  {
    name: "key create",
    setup: [],
    command: ["key", "create", "ops", "--private-key", "ops.pem"],
    faultsOf: ({ folder, state }) => {
      const [pair] = state().resources;
      const key = createPublicKey(readFileSync(join(folder, "ops.pem"), "utf8"));
      const modulus = Buffer.from(key.export({ format: "jwk" }).n, "base64url");
      const isOfIt = Buffer.from(pair.publicKey.split(" ")[1], "base64").includes(modulus);
      return isOfIt ? [] : ["ops.pem has the private key of another pair"];
    },
    undo: ["key", "delete", "ops", "--yes", "--if-exists"],
  },
  {
    name: "key import",
    files: { "key.pub": PUBLIC_KEY },
    setup: [],
    command: ["key", "import", "ops", "--public-key", "key.pub"],
  },
  {
    name: "key delete",
    files: { "key.pub": PUBLIC_KEY },
    setup: [["key", "import", "ops", "--public-key", "key.pub"]],
    command: ["key", "delete", "ops", "--yes", "--if-exists"],
  },
  {
    name: "alarm set, a new one",
    setup: [["infra", "create", "--name", "one"]],
    command: [...["alarm", "set", "one-cpu", "--instance", "one"], ...ABOVE],
  },
  {
    name: "alarm set, another threshold",
    every: 2,
    setup: [
      ["infra", "create", "--name", "one"],
      ["alarm", "set", "one-cpu", "--instance", "one", "--metric", "burst", "--below", "20"],
    ],
    command: [...["alarm", "set", "one-cpu", "--instance", "one"], ...ABOVE],
  },
  {
    name: "alarm remove",
    setup: [
      ["infra", "create", "--name", "one"],
      [...["alarm", "set", "one-cpu", "--instance", "one"], ...ABOVE],
      ["alarm", "set", "one-burst", "--instance", "one", "--metric", "burst", "--below", "20"],
    ],
    command: ["alarm", "remove", "one-cpu", "one-burst", "--yes", "--if-exists"],
  },
  {
    name: "alarm apply",
    every: 2,
    setup: [
      ["infra", "create", "--name", "one", "--tag", "Alarms=cpu:80 burst:20"],
      ["infra", "create", "--name", "two", "--tag", "Alarms=status"],
      ["alarm", "apply", "--name", "one"],
      ["infra", "tag", "set", "one", "--tag", "Alarms=cpu:90"],
    ],
    command: ["alarm", "apply", "--yes"],
  },
  {
    name: "dns set",
    region: "us-east-1",
    files: { "zone.txt": zoneFile("www A 203.0.113.1", "www A 203.0.113.2") },
    setup: [["dns", "import", "example.com", "--file", "zone.txt", "--create-zone", "--yes"]],
    command: [
      ...["dns", "set", "example.com", "--name", "www", "--type", "A"],
      ...["--target", "203.0.113.3", "--replace"],
    ],
    undo: ["dns", "import", "example.com", "--file", "zone.txt", "--prune", "--yes"],
  },
  {
    name: "dns set of an instance",
    region: "us-east-1",
    every: 2,
    files: { "zone.txt": zoneFile("www A 203.0.113.1") },
    setup: [
      ["infra", "create", "--name", "one", "--static-ip"],
      ["dns", "import", "example.com", "--file", "zone.txt", "--create-zone", "--yes"],
    ],
    command: ["dns", "set", "example.com", "--name", "www", "--type", "A", "--target", "one"],
    undo: ["dns", "import", "example.com", "--file", "zone.txt", "--prune", "--yes"],
  },
  {
    name: "dns remove",
    region: "us-east-1",
    files: { "zone.txt": zoneFile("www A 203.0.113.1", "www A 203.0.113.2") },
    setup: [["dns", "import", "example.com", "--file", "zone.txt", "--create-zone", "--yes"]],
    command: ["dns", "remove", "example.com", "--name", "www", "--type", "A", "--yes"],
    more: ["--if-exists"],
    undo: ["dns", "import", "example.com", "--file", "zone.txt", "--prune", "--yes"],
  },
  {
    name: "dns import",
    region: "us-east-1",
    every: 3,
    files: {
      "zone.txt": zoneFile("www A 203.0.113.1", "old CNAME www", "api CNAME www"),
      // One entry is changed, one is made, one takes the place of a CNAME, and one is removed.
      "new.txt": zoneFile("www A 203.0.113.9", "@ MX 10 mail", "api A 203.0.113.7"),
    },
    setup: [["dns", "import", "example.com", "--file", "zone.txt", "--create-zone", "--yes"]],
    command: ["dns", "import", "example.com", "--file", "new.txt", "--prune", "--yes"],
    undo: ["dns", "import", "example.com", "--file", "zone.txt", "--prune", "--yes"],
  },
  {
    name: "dns import into a new zone",
    region: "us-east-1",
    every: 3,
    files: { "zone.txt": zoneFile("www A 203.0.113.1", "api CNAME www") },
    setup: [],
    command: ["dns", "import", "example.com", "--file", "zone.txt", "--create-zone", "--yes"],
  },
  {
    name: "fleet apply, all of it new",
    isDeclared: true,
    // Most of its calls are like those of the commands above.
    every: 10,
    files: { "fleet.yml": fleet("orphan", [ONE, "{ name: two, zones: [c] }"]) },
    setup: [],
    command: ["fleet", "apply", "--yes"],
  },
  {
    name: "fleet apply, of what there is",
    isDeclared: true,
    every: 14,
    files: {
      "before.yml": fleet("orphan", [
        ...[ONE, "{ name: two }", "{ name: three, static_ip: true }", "{ name: four }"],
      ]),
      "fleet.yml": fleet(
        "prune",
        [
          // Made anew with its address, changed in place, resized, and taken in.
          "{ name: one, static_ip: true, blueprint: debian_12 }",
          '{ name: two, firewall: ["https@world"], tags: { Team: Quants } }',
          "{ name: four, bundle: medium_3_0 }",
          "{ name: web, blueprint: ubuntu_22_04 }",
        ],
        "import: [{ to: web, instance: web-9 }]\n",
      ),
    },
    setup: [
      ["fleet", "apply", "before.yml", "--yes"],
      ["infra", "create", "--name", "web-9", "--port", "ssh@world"],
    ],
    command: ["fleet", "apply", "--yes", "--replace", "one", "--max-delete", "1"],
  },
  {
    name: "fleet failover",
    isDeclared: true,
    every: 14,
    // Lost is another region: the one that is compared gets the instances.
    files: {
      "fleet.yml": fleet(
        "orphan",
        [
          "{ name: one, static_ip: true, key_pair: ops, firewall: [https@world], snapshots: { backup: daily, copy_to: ap-northeast-1, auto: '06:00' } }",
          "{ name: two, firewall: [], snapshots: { backup: daily, copy_to: ap-northeast-1 } }",
        ],
        "",
        "eu-west-1",
      ),
    },
    setup: [
      ["fleet", "apply", "--yes"],
      ["backup", "run", "--region", "eu-west-1"],
    ],
    command: ["fleet", "failover", "--from", "eu-west-1", "--yes"],
  },
].map((scenario) => {
  const command = [...scenario.command, ...json];
  return { ...scenario, command, repeat: [...command, ...(scenario.more ?? [])] };
});

function holderOf(state, disk) {
  const { attachment } = state.resources.find(({ name }) => name === disk) ?? {};
  return attachment?.during === "attaching" ? attachment.instance : undefined;
}

function ageSnapshots(state) {
  const longAgo = Date.UTC(2026, 0, 1);
  for (const it of state.resources.filter(
    ({ resourceType }) => resourceType === "InstanceSnapshot",
  )) {
    Object.assign(it, { name: "one-backup-daily-20260101", createdAt: longAgo });
    it.transition.until = longAgo;
  }
}

/** As the console lets it be named; done to the state, as no command of ours does it. */
function giveStaticIp(state, name, instance) {
  const holder = state.resources.find((it) => it.name === instance);
  state.sequence += 1;
  state.resources.push({
    resourceType: "StaticIp",
    name,
    id: "0c5ef1a4-92a7-4a9b-8d07-6d4f3f1f2b11",
    sequence: state.sequence,
    createdAt: holder.createdAt,
    ipAddress: "198.51.100.200",
    attachedTo: instance,
  });
  holder.staticIp = name;
}
