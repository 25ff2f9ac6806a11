import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fileSchema } from "../../../src/commands/config-file/read.ts";
import { validateConfig } from "../../../src/core/config/schema.ts";
import type { Applying } from "../../../src/core/fleet/apply/applying.ts";
import { runChanges } from "../../../src/core/fleet/apply/run.ts";
import { attributeChanges } from "../../../src/core/fleet/attributes.ts";
import type { DesiredFleet } from "../../../src/core/fleet/desired.ts";
import { readLive, staticIpOf } from "../../../src/core/fleet/live.ts";
import { desiredFleet } from "../../../src/core/fleet/load.ts";
import { match } from "../../../src/core/fleet/match.ts";
import { type FleetPlan, isEmpty, planFleet } from "../../../src/core/fleet/plan.ts";
import { refusalsOf } from "../../../src/core/fleet/refusals.ts";
import { checkChoice } from "../../../src/core/instances/preflight.ts";
import type { BaseInfraManager } from "../../../src/core/infra-manager.ts";
import { harness } from "../../providers/lightsail/harness.ts";

const REGIONS = ["us-east-1", "eu-west-1"];

/** What can be changed in place. */
const inPlace = {
  environment: fc.constantFrom("dev", "prod"),
  service_type: fc.constantFrom("api", "bot"),
  static_ip: fc.boolean(),
  firewall: fc.subarray(["ssh@203.0.113.0/24", "https@world", "udp/5000-5010@2001:db8::/32"]),
  tags: fc.dictionary(
    fc.constantFrom("Team", "Owner", "__proto__", "a.b"),
    fc.string({ maxLength: 5 }).filter((it) => !it.includes("$")),
  ),
  snapshots: fc.constantFrom({ auto: "06:00" }, { auto: "07:00" }, { auto: false }),
  ip_address_type: fc.constantFrom("dualstack", "ipv4"),
  protect: fc.constant(false),
};

/** Values that differ in what it takes to get from one to the other. */
const entry = fc.record(
  {
    ...inPlace,
    region: fc.constantFrom(...REGIONS),
    zones: fc.constantFrom(["a"], ["b"], ["a", "b"]),
    bundle: fc.constantFrom("nano_3_0", "small_3_0", "medium_3_0"),
    blueprint: fc.constantFrom("ubuntu_22_04", "debian_12"),
  },
  { requiredKeys: ["region", "bundle", "blueprint"] },
);

/** An edit of each entry: mostly in place, sometimes of the plan. */
const edits = fc.record(
  { ...inPlace, bundle: fc.constantFrom("small_3_0", "medium_3_0") },
  { requiredKeys: [] },
);

const fleet = fc.dictionary(fc.constantFrom("a1", "b1", "c-{1..2}"), entry, { maxKeys: 3 });

function desired(entries: Readonly<Record<string, object>>): DesiredFleet {
  const { config, faults } = validateConfig(
    {
      version: 1,
      fleet: { name: "walk", on_absent: "prune" },
      region: "us-east-1",
      instances: Object.entries(entries).map(([name, it]) => ({ name, ...it })),
    },
    fileSchema(),
  );
  expect(faults).toEqual([]);
  if (config === null) throw new TypeError("It has faults.");
  const placeOf = () => ({ file: "fleet.yml", line: 1, column: 1 });
  const file = { file: "fleet.yml", config, placeOf, indexOf: (_: string, at: number) => at };
  return desiredFleet([file], { cwd: "/" });
}

/**
 * Any fleet, from whatever there was before it: 200, and an edit of each. In eight accounts, as the history of one
 * would soon be most of what each call writes.
 */
test.for([1, 2, 3, 4, 5, 6, 7, 8])(
  "after an apply the plan is empty, and what exists is what the file says: account %i",
  async () => {
    const { another, clock } = harness();
    const managers = new Map(REGIONS.map((region) => [region, another({ region })]));
    const managerOf = (region: string): BaseInfraManager => {
      const found = managers.get(region);
      if (found === undefined) throw new TypeError(region);
      return found;
    };
    const all = () =>
      Promise.all(REGIONS.map((it) => readLive(managerOf(it), { withKeyPairs: false })));
    const plan = async (wanted: DesiredFleet): Promise<FleetPlan> =>
      planFleet(wanted, await all(), { replace: wanted.instances.map(({ id }) => id) });
    const apply = async (wanted: DesiredFleet): Promise<void> => {
      const now = await plan(wanted);
      expect(refusalsOf(now, { maxDelete: 99 })).toEqual([]);
      const wait = () => ({ pollIntervalMs: 500 });
      const choices: Applying["choices"] = new Map(
        await Promise.all(
          wanted.instances.map(async (it) => {
            const { bundle, blueprint, zone } = it;
            const choice = {
              bundle: bundle ?? "",
              blueprint: blueprint ?? "",
              zone: zone ?? undefined,
            };
            const known = { ...choice, ipAddressType: undefined, staticIp: false };
            return [it.id, await checkChoice(managerOf(it.region), known, {})] as const;
          }),
        ),
      );
      const outcomes = await runChanges(
        now.changes,
        {
          ...{ fleet: wanted, managerOf, clock, choices, wait, snapshotWait: wait },
          ...{
            onStep: () => {},
            userData: async () => "",
            remember: () => {},
            rememberResize: () => {},
            moves: new Map(),
          },
        },
        { check: async () => {}, about: (_change, work) => work() },
      );
      for (const { error } of outcomes) if (error !== null) throw error;
    };
    const check = async (entries: Readonly<Record<string, object>>): Promise<void> => {
      const wanted = desired(entries);
      await apply(wanted);
      expect(isEmpty(await plan(wanted))).toBe(true);
      const live = await all();
      const { instances, absent } = match(wanted, live);
      expect(absent).toEqual([]);
      for (const { wanted: one, live: it } of instances) {
        if (it === null) throw new TypeError(`${one.id} is missing.`);
        const facts = live.find(({ region }) => region === it.region);
        const ip = staticIpOf(facts, it);
        expect(attributeChanges(one, it, ip, "walk")).toEqual([]);
      }
      // No address is forgotten.
      expect(live.flatMap((it) => it.staticIps).filter((ip) => !ip.is_attached)).toEqual([]);
    };
    await fc.assert(
      fc.asyncProperty(fleet, edits, async (first, edit) => {
        await check(first);
        await check(
          Object.fromEntries(Object.entries(first).map(([id, it]) => [id, { ...it, ...edit }])),
        );
      }),
      { numRuns: 25, endOnFailure: true },
    );
  },
);
