import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { fileSchema } from "../../../src/commands/config-file/read.ts";
import { expandVariables } from "../../../src/core/config/expand.ts";
import { validateConfig } from "../../../src/core/config/schema.ts";
import { additionsFor } from "../../../src/core/fleet/describe.ts";
import type { DesiredFleet } from "../../../src/core/fleet/desired.ts";
import { parsePlaced } from "../../../src/core/fleet/document.ts";
import { withAdditions } from "../../../src/core/fleet/edit.ts";
import type { LiveInstance, LiveRegion } from "../../../src/core/fleet/live.ts";
import { desiredFleet } from "../../../src/core/fleet/load.ts";
import { ownerTags } from "../../../src/core/fleet/ownership.ts";
import { isEmpty, planFleet } from "../../../src/core/fleet/plan.ts";
import type { StaticIp } from "../../../src/core/model.ts";

const HOME = "ap-northeast-1";
const REGIONS = [HOME, "us-east-1"];
const BUNDLES = ["nano_3_0", "small_3_0"];

const text = (maxLength: number) =>
  fc.oneof(
    fc.constantFrom("on", "1e3", "null", "007", "~", "", "${HOME}", "$${x}", "{{ x }}", "a: b # c"),
    fc.string({ maxLength, unit: "grapheme" }),
  );
const keys = fc.oneof(
  fc.constantFrom("Environment", "Service", "Protected", "Backup", "Team", "__proto__", "a.b"),
  text(20).filter((it) => it.trim() !== "" && !/^(aws|quants-ctl):/i.test(it)),
);
const tags = fc.oneof(
  { weight: 5, arbitrary: fc.dictionary(keys, text(30), { maxKeys: 5 }) },
  { weight: 1, arbitrary: fc.constant(Object.fromEntries(manyTags(48))) },
);
const rule = fc.record({
  ports: fc.constantFrom(["tcp", 22, 22], ["udp", 5000, 5010], ["icmp", 8, -1], ["all", 0, 65_535]),
  cidrs: fc.subarray(["0.0.0.0/0", "203.0.113.0/24", "10.0.0.1/32"]),
  ipv6_cidrs: fc.subarray(["::/0", "2001:db8::/32"]),
  cidr_list_aliases: fc.subarray(["lightsail-connect"]),
});
const instance = fc.record({
  name: fc.oneof(
    fc.constantFrom("on", "1e3", "null", "007", "0x1F", "1.0", "all", "true", "web"),
    fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{2,12}$/),
  ),
  region: fc.constantFrom(...REGIONS),
  zone: fc.constantFrom("a", "c"),
  status: fc.constantFrom("running", "stopped", "pending"),
  bundle_id: fc.constantFrom(...BUNDLES),
  key_pair: fc.constantFrom("LightsailDefaultKeyPair", "ops", "null", null),
  ip_address_type: fc.constantFrom("dualstack", "ipv4", "ipv6"),
  auto_snapshot_time: fc.constantFrom(null, "06:00", "23:00"),
  tags,
  rules: fc.array(rule, { maxLength: 3 }),
  hasStaticIp: fc.boolean(),
});
const world = fc.uniqueArray(instance, {
  minLength: 1,
  maxLength: 5,
  selector: ({ name, region }) => `${region} ${name}`,
});

/** What the file says before, by default too. */
const defaults = fc.record(
  {
    bundle: fc.constantFrom(...BUNDLES),
    key_pair: fc.constant("ops"),
    static_ip: fc.boolean(),
    ip_address_type: fc.constant("ipv4"),
    environment: fc.constantFrom("dev", "prod"),
    service_type: fc.constant("api"),
    zones: fc.constant(["a"]),
    regions: fc.constant(["eu-west-1"]),
    min_per_zone: fc.constant(2),
    firewall: fc.constant(["ssh@203.0.113.0/24"]),
    protect: fc.boolean(),
    tags: fc.constantFrom({ Team: "Quants" }, { "x.y": "$${z}" }),
    snapshots: fc.constantFrom({ auto: "06:00", backup: "daily" }, { auto: false }),
    lifecycle: fc.constantFrom({ ignore: ["tags.Owner"] }, { replace: "never" }),
  },
  { requiredKeys: [] },
);
const layouts = fc.constantFrom(
  "instances: [] # none yet\n",
  'instances:\n  - {name: "on",  zones: [a, c],regions: [ap-northeast-1]} # theirs\n\n# the end\n',
  "# no list\n",
);

function manyTags(count: number): [string, string][] {
  return Array.from({ length: count }, (_, at) => [`key-${at}`, `value ${at}`]);
}

type Given = typeof instance extends fc.Arbitrary<infer T> ? T : never;

function liveOf({ zone, rules, hasStaticIp: _, ...it }: Given): LiveInstance {
  return {
    ...it,
    ...{ instance_id: it.name, public_ip: null, private_ip: null, ipv6_addresses: [] },
    ...{ is_static_ip: false, blueprint_id: "debian_12", blueprint_name: null, username: null },
    ...{ created_at: "2026-01-15T12:00:00.000Z", monthly_price_usd: null, arn: null },
    ...{ transfer_gb_per_month: null, support_code: null, disks: [] },
    availability_zone: it.region + zone,
    status: it.status as LiveInstance["status"],
    firewall_rules: rules.map(({ ports: [protocol, from, to], ...sources }) => ({
      ...{ protocol, from_port: from, to_port: to },
      ...sources,
    })),
    hardware: { cpu_count: 2, ram_size_gb: 1, disk_size_gb: 20 },
  };
}

function worldOf(list: readonly Given[]): LiveRegion[] {
  return REGIONS.map((region) => {
    const own = list.filter((it) => it.region === region);
    return {
      region,
      keyPairs: [],
      instances: own.map(liveOf),
      staticIps: own.flatMap(({ name, hasStaticIp }): StaticIp[] =>
        hasStaticIp
          ? [
              {
                name: `${name}-ip`,
                region,
                ip_address: "198.51.100.1",
                attached_to: name,
                is_attached: true,
              } as StaticIp,
            ]
          : [],
      ),
      bundles: BUNDLES.map((bundle_id) => ({ bundle_id, monthly_price_usd: 5 }) as never),
    };
  });
}

function read(file: string): DesiredFleet {
  const { value, errors, placeOf } = parsePlaced(file, "fleet.yml");
  expect(errors).toEqual([]);
  const faults: { path: string; message: string }[] = [];
  const { config, faults: more } = validateConfig(expandVariables(value, {}, faults), fileSchema());
  expect([...faults, ...more]).toEqual([]);
  if (config === null) throw new TypeError("It has faults.");
  const files = [{ file: "fleet.yml", config, placeOf, indexOf: (_: string, at: number) => at }];
  return desiredFleet(files, { cwd: "/" });
}

test("whatever exists, and whatever a file says by default, an import changes nothing but whose it is", () => {
  fc.assert(
    fc.property(world, defaults, layouts, (given, said, layout) => {
      const live = worldOf(given);
      const head = stringify({ version: 1, fleet: { name: "quants" }, region: HOME });
      const withoutList = Object.keys(said).length === 0 ? "" : stringify({ defaults: said });
      const before = `# mine\n${head}${withoutList}environments: {prod: {defaults: {tags: {Tier: x}}}}\n${layout}`;
      fc.pre(said.min_per_zone === undefined || !layout.includes("name"));
      const fleet = read(before);
      const after = withAdditions(
        before,
        "fleet.yml",
        additionsFor(
          live.flatMap((it) => it.instances),
          live,
          {
            ...{ region: HOME, given: fleet.given },
            taken: fleet.instances.map(({ id }) => id),
          },
        ),
      );
      for (const line of before.split("\n").filter((it) => !it.startsWith("instances: []"))) {
        expect(after.split("\n")).toContain(line);
      }
      const wanted = read(after);
      const theirs = new Set(fleet.instances.map(({ id }) => id));
      const mine = { ...wanted, instances: wanted.instances.filter(({ id }) => !theirs.has(id)) };
      const { changes } = planFleet(mine, live, { replace: [] });
      for (const it of changes) {
        const paths = it.kind === "instance" ? it.attributes.map(({ path }) => path) : [];
        expect({ action: it.action, blocked: it.blocked, paths }).toEqual({
          ...{ action: "import", blocked: null },
          paths: ["tags.quants-ctl:fleet", "tags.quants-ctl:id"],
        });
      }
      const idOf = new Map(
        wanted.imports.map((it) => [`${it.region ?? HOME} ${it.instance}`, it.to]),
      );
      const owned = live.map((facts) => ({
        ...facts,
        instances: facts.instances.map((it) => {
          const owner = ownerTags("quants", idOf.get(`${it.region} ${it.name}`) ?? "");
          return {
            ...it,
            tags: Object.assign(Object.create(null), it.tags, owner) as typeof it.tags,
          };
        }),
      }));
      expect(isEmpty(planFleet(mine, owned, { replace: [] }))).toBe(true);
    }),
    { numRuns: 100 },
  );
});
