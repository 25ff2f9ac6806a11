import { COPY_TAG } from "../backups/copies.ts";
import type { Instance } from "../model.ts";
import { ownValue } from "../text/own-value.ts";
import type { DesiredFleet, DesiredInstance } from "./desired.ts";
import type { LiveInstance, LiveRegion } from "./live.ts";
import { ownerOf } from "./ownership.ts";

/** On what a failover made: the region that it was made in place of. */
export const STANDS_IN_TAG = "quants-ctl:stands-in-for";

/** The lost region that it stands in for; null for any other instance. */
export function standsInFor({ tags, region }: Pick<Instance, "tags" | "region">): string | null {
  const lost = ownValue(tags, STANDS_IN_TAG) ?? "";
  return /^[a-z0-9-]+$/.test(lost) && lost !== region ? lost : null;
}

/** Plans have other ids in some regions: `small_3_0` is `small_3_2` in Sydney. */
export function bundleStem(id: string): string {
  return id.replace(/_\d$/, "");
}

/** What the files want of the instance that stands in for one: it is where it is. */
export function wantedOfStandIn(wanted: DesiredInstance, live: LiveInstance): DesiredInstance {
  const { bundle } = wanted;
  const isSame = bundle !== null && bundleStem(bundle) === bundleStem(live.bundle_id);
  const copies = ownValue(live.tags, COPY_TAG);
  const { [COPY_TAG]: _, ...tags } = wanted.tags;
  return {
    ...wanted,
    ...{ region: live.region, zone: null, keyPair: null },
    bundle: isSame ? live.bundle_id : bundle,
    // Its own backups are copied to where it came from.
    tags: copies === undefined ? tags : { ...tags, [COPY_TAG]: copies },
  };
}

/** Whether every instance that the files want in the lost region stands in another one. */
export function isStoodInFor(
  lost: string,
  { name, instances }: Pick<DesiredFleet, "name" | "instances">,
  found: readonly LiveRegion[],
): boolean {
  const standing = found
    .flatMap((it) => it.instances)
    .filter((it) => standsInFor(it) === lost && ownerOf(it)?.fleet === name)
    .map((it) => ownerOf(it)?.id);
  const wanted = instances.filter(({ region }) => region === lost);
  return wanted.length > 0 && wanted.every(({ id }) => standing.includes(id));
}
