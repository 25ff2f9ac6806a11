import { protectedBy } from "../instances/protection.ts";
import { keyFingerprint } from "../instances/key-fingerprint.ts";
import type { StaticIp } from "../model.ts";
import { compareNatural } from "../text/natural-order.ts";
import {
  type Action,
  type FleetChange,
  type InstanceChange,
  type KeyPairChange,
  type StaticIpChange,
  changesAnything,
} from "./change.ts";
import type { DesiredFleet, DesiredKeyPair } from "./desired.ts";
import type { LiveInstance, LiveRegion } from "./live.ts";
import { match } from "./match.ts";
import { type PlanOptions, type Regions, planInstance, priceIn } from "./plan-instance.ts";

/** What apply would do, and why. */
export interface FleetPlan {
  fleet: DesiredFleet;
  /** In the order of the files, then what is in none. */
  changes: readonly FleetChange[];
  /** How many instances exist that are the fleet's. */
  owned: number;
  /** US dollars a month of the fleet's instances; null if a price is unknown. */
  usdBefore: number | null;
  usdAfter: number | null;
}

export function planFleet(
  fleet: DesiredFleet,
  live: readonly LiveRegion[],
  options: PlanOptions & { leftovers?: readonly Leftover[] },
): FleetPlan {
  const regions: Regions = new Map(live.map((it) => [it.region, it]));
  const matches = match(fleet, live);
  const instances = [
    ...matches.instances.map((it) => planInstance(it, fleet, regions, options)),
    ...matches.absent
      .map((it) => planAbsent(it, fleet, regions))
      .toSorted((one, other) => compareNatural(one.id, other.id)),
  ];
  // A lost region of which all stands elsewhere is not asked, and needs nothing.
  const known = fleet.keyPairs.filter(({ region }) => regions.has(region));
  const keyPairs = known.map((it) => planKeyPair(it, regions));
  const existing = instances.filter(({ live: it, action }) => it !== null && action !== "import");
  return {
    fleet,
    changes: [...keyPairs, ...instances, ...leftoverChanges(options.leftovers ?? [], live)],
    owned: existing.length,
    usdBefore: sum(existing.map(({ usdBefore }) => usdBefore)),
    usdAfter: sum(instances.map(({ usdAfter }) => usdAfter)),
  };
}

/** An address that an interrupted apply noted it was about to release. */
export interface Leftover {
  /** Of the instance that had it. */
  name: string;
  region: string;
  ip: Pick<StaticIp, "name" | "ip_address">;
}

/** Only what nobody has, and is the same address still. */
function leftoverChanges(
  leftovers: readonly Leftover[],
  live: readonly LiveRegion[],
): StaticIpChange[] {
  return leftovers.flatMap(({ name, region, ip }) => {
    const found = live
      .find((it) => it.region === region)
      ?.staticIps.find((it) => it.name === ip.name && it.ip_address === ip.ip_address);
    if (found === undefined || found.is_attached) return [];
    const reason = `an interrupted apply was to release it with ${name}`;
    return [
      { kind: "static_ip", action: "delete", name, region, reason, blocked: null, ip: found },
    ];
  });
}

/** In whole cents. */
export function sum(prices: readonly (number | null)[]): number | null {
  let cents = 0;
  for (const price of prices) {
    if (price === null) return null;
    cents += Math.round(price * 100);
  }
  return cents / 100;
}

/** How many changes of each action. */
export function countsOf({ changes }: Pick<FleetPlan, "changes">): Record<Action, number> {
  const counts: Record<Action, number> = {
    ...{ create: 0, update: 0, resize: 0, replace: 0, import: 0, forget: 0, delete: 0 },
    "no-op": 0,
  };
  for (const { action } of changes) counts[action] += 1;
  return counts;
}

export function isEmpty({ changes }: Pick<FleetPlan, "changes">): boolean {
  return !changes.some(changesAnything);
}

function planAbsent(
  { id, live }: { id: string; live: LiveInstance },
  fleet: DesiredFleet,
  regions: Regions,
): InstanceChange {
  const price = priceIn(regions, live.region, live.bundle_id);
  const removal = fleet.removed.find((it) => it.id === id);
  const base = {
    kind: "instance" as const,
    ...{ id, name: live.name, region: live.region, attributes: [], wanted: null, live },
    ...{ usdBefore: price, blocked: null },
  };
  if (removal !== undefined && !removal.destroy) {
    const reason = "removed names it, with destroy: false";
    return { ...base, action: "forget", reason, usdAfter: 0 };
  }
  if (removal === undefined && fleet.onAbsent === "orphan") {
    const reason = "it is in no file, and on_absent is orphan";
    return { ...base, action: "no-op", reason, usdAfter: price };
  }
  const tag = protectedBy(live);
  return {
    ...base,
    action: "delete",
    reason: removal === undefined ? "it is in no file" : "removed names it",
    blocked:
      tag === null
        ? null
        : `${live.name} is protected by ${tag}: remove the tag first, by infra tag.`,
    usdAfter: 0,
  };
}

function planKeyPair(wanted: DesiredKeyPair, regions: Regions): KeyPairChange {
  const { name, region } = wanted;
  const live = regions.get(region)?.keyPairs.find((it) => it.name === name) ?? null;
  const after = keyFingerprint(wanted.publicKey);
  const before = live?.fingerprint ?? null;
  const base = { kind: "key_pair" as const, name, region, before, after, wanted, blocked: null };
  if (live === null) {
    return { ...base, action: "create", reason: `there is no key pair ${name}` };
  }
  if (before === after) return { ...base, action: "no-op", reason: "it is as the files say" };
  return {
    ...base,
    action: "replace",
    reason: "it is another key",
    blocked: `The key pair ${name} in ${region} is another key, and those who have it need it: give the new one a name of its own.`,
  };
}
