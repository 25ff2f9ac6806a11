import { type AttributeChange } from "./change.ts";
import { attributeChanges } from "./attributes.ts";
import type { AppliedFleet } from "./applied.ts";
import type { DesiredFleet, DesiredInstance } from "./desired.ts";
import { type LiveInstance, type LiveRegion, staticIpOf } from "./live.ts";
import { match } from "./match.ts";
import { ownerOf } from "./ownership.ts";

/** What is otherwise than it was applied. */
export interface Drift {
  kind: "missing" | "changed" | "unmanaged";
  /** Its name in the files; of an unmanaged one, that in Lightsail. */
  name: string;
  /** Its name in Lightsail; null if it is missing. */
  live: string | null;
  region: string;
  attributes: readonly AttributeChange[];
}

/** What the files say otherwise than when they were last applied. */
export interface Pending {
  kind: "added" | "changed" | "removed";
  name: string;
  region: string;
  /** `bundle`, `firewall`: as the files write them. */
  attributes: readonly { path: string; before: unknown; after: unknown }[];
}

/**
 * Compares what exists with what was last applied. Where that is not known, with the files: what
 * is not applied yet counts as drift then.
 */
export function driftOf(
  fleet: DesiredFleet,
  applied: AppliedFleet | null,
  live: readonly LiveRegion[],
): Drift[] {
  const expected = applied === null ? fleet.instances : applied.instances;
  const regions = new Map(live.map((it) => [it.region, it]));
  const { instances, absent } = match({ ...fleet, instances: expected, imports: [] }, live);
  const drift = instances.flatMap(({ wanted, live: found }): Drift[] => {
    const { id, region } = wanted;
    if (found === null) return [{ kind: "missing", name: id, live: null, region, attributes: [] }];
    const facts = regions.get(found.region);
    const ip = staticIpOf(facts, found);
    const attributes = attributeChanges(wanted, found, ip, null);
    if (attributes.length === 0) return [];
    return [{ kind: "changed", name: id, live: found.name, region: found.region, attributes }];
  });
  const strangers = live
    .flatMap((it) => it.instances)
    .filter((it) => ownerOf(it) === null && fleet.regions.includes(it.region));
  return [...drift, ...absent.map((it) => unmanaged(it.live)), ...strangers.map(unmanaged)];
}

function unmanaged({ name, region }: LiveInstance): Drift {
  return { kind: "unmanaged", name, live: name, region, attributes: [] };
}

/** Null where nobody knows what was last applied. */
export function pendingOf(fleet: DesiredFleet, applied: AppliedFleet | null): Pending[] | null {
  if (applied === null) return null;
  const before = new Map(applied.instances.map((it) => [it.id, it]));
  const after = new Map(fleet.instances.map((it) => [it.id, it]));
  const changed = fleet.instances.flatMap((it): Pending[] => {
    const old = before.get(it.id);
    const { id: name, region } = it;
    if (old === undefined) return [{ kind: "added", name, region, attributes: [] }];
    const attributes = differences(old, it);
    return attributes.length === 0 ? [] : [{ kind: "changed", name, region, attributes }];
  });
  const removed = applied.instances
    .filter(({ id }) => !after.has(id))
    .map(({ id: name, region }): Pending => ({ kind: "removed", name, region, attributes: [] }));
  return [...changed, ...removed];
}

/** What each key of an instance is called in the files. */
const KEYS = {
  region: "region",
  zone: "zone",
  bundle: "bundle",
  blueprint: "blueprint",
  keyPair: "key_pair",
  ipAddressType: "ip_address_type",
  staticIp: "static_ip",
  rules: "firewall",
  tags: "tags",
  userData: "user_data",
  autoSnapshot: "snapshots.auto",
  lifecycle: "lifecycle",
} as const satisfies Partial<Record<keyof DesiredInstance, string>>;

function differences(before: DesiredInstance, after: DesiredInstance): Pending["attributes"] {
  return Object.entries(KEYS).flatMap(([key, path]) => {
    const [one, other] = [before, after].map((it) => it[key as keyof typeof KEYS] ?? null);
    return JSON.stringify(one) === JSON.stringify(other)
      ? []
      : [{ path, before: one, after: other }];
  });
}
