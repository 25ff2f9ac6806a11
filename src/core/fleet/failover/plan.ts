import {
  COPY_TAG,
  byTaken,
  canonicalAddress,
  copyFacts,
  copyGoal,
  copyTag,
  isCopyFrom,
} from "../../backups/copies.ts";
import type { Bundle, Snapshot } from "../../model.ts";
import { isGood } from "../../snapshots/last-good.ts";
import { userTags } from "../../snapshots/tags.ts";
import { ownValue } from "../../text/own-value.ts";
import type { DesiredFleet, DesiredInstance } from "../desired.ts";
import type { LiveInstance, LiveRegion } from "../live.ts";
import { FLEET_TAG, ID_TAG, ownerOf, ownerTags } from "../ownership.ts";
import { STANDS_IN_TAG, bundleStem, standsInFor } from "../stand-in.ts";

/** What is known when a region is lost. */
export interface LossFacts {
  from: string;
  /** The region that gets its instances, as it is. */
  to: LiveRegion;
  /** Zones of that region. */
  zones: readonly string[];
  /** Every snapshot of it. */
  snapshots: readonly Snapshot[];
  /** The lost region, if it answers all the same. */
  lost: LiveRegion | null;
  /** The fleet's other regions that answered. */
  others: readonly LiveRegion[];
}

/** What becomes of one instance of the lost region. */
export interface Replacement {
  id: string;
  /** Its name, there as here. */
  name: string;
  wanted: DesiredInstance;
  /** The newest complete copy; null for none. */
  copy: Snapshot | null;
  /** Until when its data reaches, in milliseconds since the epoch; null if unknown. */
  takenAt: number | null;
  /** What was made of it before. */
  there: LiveInstance | null;
  bundle: Bundle | null;
  zone: string | null;
  /** A key pair that is there, or that the files can bring there; null for none. */
  keyPair: string | null;
  tags: Readonly<Record<string, string>>;
  /** Why it can't be made, as a sentence; null if it can. */
  blocked: string | null;
  /** Addresses of the lost one, in canonical form. */
  addresses: readonly string[];
}

export interface FailoverPlan {
  from: string;
  to: string;
  replacements: readonly Replacement[];
  /** Ids of which there is no copy in that region. */
  withoutCopy: readonly string[];
}

export function planFailover(fleet: DesiredFleet, facts: LossFacts): FailoverPlan {
  const { from, to, others } = facts;
  const copies = copiesOf(fleet, facts);
  // Some may be where an earlier failover brought them.
  const elsewhere = idsIn(others, fleet);
  const known = idsIn(facts.lost === null ? [] : [facts.lost], fleet);
  const lost = fleet.instances.filter(
    ({ id, region }) => (region === from || copies.has(id) || known.has(id)) && !elsewhere.has(id),
  );
  const replacements = lost.map((wanted, index) =>
    replacementOf(wanted, index, copies.get(wanted.id) ?? null, fleet, facts),
  );
  return {
    ...{ from, to: to.region, replacements },
    withoutCopy: replacements
      .filter(({ copy, blocked }) => copy === null && blocked !== null)
      .map(({ id }) => id),
  };
}

/** Ids of the fleet's instances in these regions. */
function idsIn(regions: readonly LiveRegion[], { name }: DesiredFleet): Set<string> {
  const owners = regions.flatMap(({ instances }) => instances.map(ownerOf));
  return new Set(owners.flatMap((it) => (it?.fleet === name ? [it.id] : [])));
}

/** The newest complete copy of each of the fleet's instances of the lost region. */
function copiesOf({ name }: DesiredFleet, { snapshots, from }: LossFacts): Map<string, Snapshot> {
  const own = snapshots.filter(
    (it) => isCopyFrom(it, from) && isGood(it) && ownValue(it.tags, FLEET_TAG) === name,
  );
  const newest = new Map<string, Snapshot>();
  for (const copy of own.toSorted(byTaken)) {
    const id = ownValue(copy.tags, ID_TAG) || copy.instance;
    if (!newest.has(id)) newest.set(id, copy);
  }
  return newest;
}

function replacementOf(
  wanted: DesiredInstance,
  index: number,
  copy: Snapshot | null,
  fleet: DesiredFleet,
  { from, to, zones, lost }: LossFacts,
): Replacement {
  const { id } = wanted;
  const there = to.instances.find((it) => isOf(it, fleet.name, id)) ?? null;
  const was = lost?.instances.find((it) => isOf(it, fleet.name, id)) ?? null;
  const name = there?.name ?? copy?.instance ?? id;
  const bundle = bundleFor(there?.bundle_id ?? copy?.from_bundle_id ?? null, to.bundles);
  const known = copy === null ? null : copyFacts(copy);
  return {
    ...{ id, name, wanted, copy, there, bundle },
    takenAt: known?.takenAt ?? null,
    zone: there?.availability_zone ?? zones[index % Math.max(zones.length, 1)] ?? null,
    keyPair: keyPairFor(wanted, fleet, to),
    tags: tagsOf(wanted, copy, fleet.name, { from, to: to.region }),
    blocked: blockedBy({ name, there, copy, bundle }, to),
    addresses: was === null ? (known?.addresses ?? []) : addressesOf(was),
  };
}

function isOf(instance: LiveInstance, fleet: string, id: string): boolean {
  const owner = ownerOf(instance);
  return owner?.fleet === fleet && owner.id === id;
}

function addressesOf({ public_ip: ipv4, ipv6_addresses: ipv6 }: LiveInstance): string[] {
  return [ipv4 ?? "", ...ipv6].flatMap((it) => canonicalAddress(it) ?? []);
}

/** The same plan, by its own id or by the region's id of it. */
function bundleFor(id: string | null, bundles: readonly Bundle[]): Bundle | null {
  if (id === null) return null;
  return (
    bundles.find((it) => it.bundle_id === id) ??
    bundles.find((it) => it.is_active && bundleStem(it.bundle_id) === bundleStem(id)) ??
    null
  );
}

function keyPairFor(
  { keyPair }: DesiredInstance,
  fleet: DesiredFleet,
  to: LiveRegion,
): string | null {
  const isKnown =
    to.keyPairs.some(({ name }) => name === keyPair) ||
    fleet.keyPairs.some(({ name }) => name === keyPair);
  return isKnown ? keyPair : null;
}

function tagsOf(
  wanted: DesiredInstance,
  copy: Snapshot | null,
  fleet: string,
  { from, to }: { from: string; to: string },
): Record<string, string> {
  const goal = copyGoal(wanted);
  const back = goal !== null && "region" in goal && goal.region === to ? goal : null;
  return {
    ...userTags(copy?.tags ?? {}),
    ...wanted.tags,
    ...(back !== null && { [COPY_TAG]: copyTag({ ...back, region: from }) }),
    ...ownerTags(fleet, wanted.id),
    ...(wanted.region !== to && { [STANDS_IN_TAG]: wanted.region }),
  };
}

function blockedBy(
  { name, there, copy, bundle }: Pick<Replacement, "name" | "there" | "copy" | "bundle">,
  { region, instances, staticIps }: LiveRegion,
): string | null {
  if (there !== null && standsInFor(there) !== null) return null;
  if (copy === null) return `There is no complete copy of a backup of it in ${region}.`;
  if (there !== null) {
    // On the way back, what was there before would be taken for what this made.
    if ((there.created_at ?? "") >= (copy.created_at ?? "")) return null;
    return `${there.name} is in ${region} still, as it was before: delete it first, by infra destroy.`;
  }
  if (copy.disks.length > 0) {
    return `Its copy holds block storage disks as well (${copy.disks.join(", ")}): restore it in the Lightsail console.`;
  }
  if (bundle === null) return `There is no plan like ${copy.from_bundle_id} in ${region}.`;
  if ([...instances, ...staticIps].some((it) => it.name === name)) {
    return `The name ${name} is that of something else in ${region}.`;
  }
  return null;
}
