import { checkGrows } from "../instances/larger-bundle.ts";
import { MAX_TAGS } from "../instances/tags.ts";
import { protectedBy } from "../instances/protection.ts";
import { FROM_TAG } from "../resize/marks.ts";
import { attributeChanges, rulesText } from "./attributes.ts";
import type { OpenResize } from "./apply/applying.ts";
import type { AttributeChange, InstanceChange } from "./change.ts";
import type { DesiredFleet, DesiredInstance } from "./desired.ts";
import { type LiveInstance, type LiveRegion, staticIpOf } from "./live.ts";
import type { Matched } from "./match.ts";
import { ownerOf } from "./ownership.ts";
import { standsInFor } from "./stand-in.ts";

export interface PlanOptions {
  /** Ids whose instances may be made anew. */
  replace: readonly string[];
  /** Resizes that interrupted applies began. */
  resizes?: readonly OpenResize[];
}

/** What is known of the regions, by name. */
export type Regions = ReadonlyMap<string, LiveRegion>;

export function priceIn(regions: Regions, region: string, bundle: string | null): number | null {
  if (bundle === null) return null;
  const own = regions.get(region)?.bundles.find((it) => it.bundle_id === bundle);
  return own?.monthly_price_usd ?? null;
}

/** What becomes of one instance of the files. */
export function planInstance(
  matched: Matched,
  fleet: DesiredFleet,
  regions: Regions,
  options: PlanOptions,
): InstanceChange {
  const { wanted, live, imported, stranger } = matched;
  if (live === null) return planCreation(matched, fleet, regions);
  const facts = regions.get(live.region);
  const staticIp = staticIpOf(facts, live);
  const changes = attributeChanges(wanted, live, staticIp, fleet.name).map((it) =>
    withEffect(it, live, regions),
  );
  const base = {
    kind: "instance" as const,
    ...{ id: wanted.id, name: live.name, region: wanted.region, attributes: changes },
    ...{ wanted, live },
    usdBefore: priceIn(regions, live.region, live.bundle_id),
    usdAfter: priceIn(regions, wanted.region, wanted.bundle ?? live.bundle_id),
  };
  const blocked =
    blockedByOthers(matched, fleet, stranger) ??
    unknownBundle(wanted, base.usdAfter) ??
    tooManyTags(live, changes);
  const replacing = changes.filter(({ effect }) => effect === "replace");
  if (replacing.length > 0) {
    const what = replacing.map(({ path }) => path).join(", ");
    return {
      ...base,
      action: "replace",
      reason: `${what} can't be changed in place`,
      blocked: blocked ?? blockedReplacement(matched, live, options),
    };
  }
  if (changes.some(({ effect }) => effect === "resize")) {
    const reason = "a larger plan is made from a snapshot";
    return { ...base, action: "resize", reason, blocked: blocked ?? hasDisks(live) };
  }
  const open = options.resizes?.find(
    ({ id, region, from, bundle }) =>
      id === wanted.id &&
      region === live.region &&
      from === live.tags[FROM_TAG] &&
      bundle === live.bundle_id,
  );
  if (open !== undefined) {
    const reason = "an interrupted apply was to finish its resize";
    return { ...base, action: "resize", reason, blocked, resizedFrom: open.from };
  }
  if (imported !== null) {
    return { ...base, action: "import", reason: `import names ${live.name}`, blocked };
  }
  if (changes.length > 0) {
    return { ...base, action: "update", reason: "it is not as the files say", blocked };
  }
  const lost = standsInFor(live);
  const reason =
    lost === null ? "it is as the files say" : `it stands in for ${wanted.id} in ${lost}`;
  return { ...base, action: "no-op", reason, blocked };
}

function planCreation(
  { wanted, imported, stranger }: Matched,
  fleet: DesiredFleet,
  regions: Regions,
): InstanceChange {
  const missing = (["bundle", "blueprint"] as const).filter((key) => wanted[key] === null);
  const price = priceIn(regions, wanted.region, wanted.bundle);
  const blockedBy = (): string | null => {
    if (imported !== null) {
      const where = imported.region ?? wanted.region;
      return `There is no instance ${imported.instance} in ${where} to import.`;
    }
    if (stranger !== null) return nameTaken(stranger, fleet);
    if (missing.length > 0) {
      return `The files name no ${missing.join(" and no ")} for it: add it, or to defaults.`;
    }
    return unknownBundle(wanted, price);
  };
  return {
    kind: "instance",
    action: "create",
    ...{ id: wanted.id, name: wanted.id, region: wanted.region, wanted, live: null },
    attributes: creationAttributes(wanted),
    reason: "no instance of the fleet has this id",
    blocked: blockedBy(),
    usdBefore: 0,
    usdAfter: price,
  };
}

/** What it is made with, for people and for a kept plan. */
function creationAttributes(wanted: DesiredInstance): AttributeChange[] {
  const said: [string, AttributeChange["after"]][] = [
    ["zone", wanted.zone],
    ["bundle", wanted.bundle],
    ["blueprint", wanted.blueprint],
    ["key_pair", wanted.keyPair],
    ["ip_address_type", wanted.ipAddressType],
    ["static_ip", wanted.staticIp],
    ["firewall", wanted.rules === null ? null : rulesText(wanted.rules)],
    ["user_data", wanted.userData],
    ["snapshots.auto", wanted.autoSnapshot],
    ...Object.entries(wanted.tags).map(([key, value]): [string, string] => [`tags.${key}`, value]),
  ];
  return said.flatMap(([path, after]): AttributeChange[] =>
    after === null || after === false
      ? []
      : [{ path, before: null, after, effect: "update", isLoss: false }],
  );
}

/** A plan that is not larger can't be had from a snapshot. */
function withEffect(
  change: AttributeChange,
  live: LiveInstance,
  regions: Regions,
): AttributeChange {
  if (change.effect !== "resize") return change;
  const bundles = regions.get(live.region)?.bundles ?? [];
  try {
    checkGrows(bundles, {
      ...{ from: live.bundle_id, to: String(change.after) },
      ...{ diskGb: live.hardware.disk_size_gb, region: live.region },
    });
    return change;
  } catch {
    return { ...change, effect: "replace" };
  }
}

function blockedByOthers(
  { live, twins, imported, wanted }: Matched,
  fleet: DesiredFleet,
  stranger: LiveInstance | null,
): string | null {
  if (live === null) return null;
  // What a resize made that is not over is gone on with.
  const twin = twins.find((it) => it.tags[FROM_TAG] !== live.name);
  const lost = standsInFor(live);
  if (twin !== undefined && twin.region === lost) {
    return `${twin.name} is back in ${lost}, and ${live.name} in ${live.region} stands in for it: delete one of the two, by infra destroy.`;
  }
  if (twin !== undefined) {
    return `${live.name} and ${twin.name} both have the id ${wanted.id}: remove the tag quants-ctl:id from one.`;
  }
  if (stranger !== null) return nameTaken(stranger, fleet);
  const owner = ownerOf(live);
  if (imported !== null && owner !== null && owner.fleet !== fleet.name) {
    return `${live.name} belongs to the fleet ${owner.fleet}: remove it there first.`;
  }
  return null;
}

function unknownBundle(
  { bundle, region }: Pick<DesiredInstance, "bundle" | "region">,
  price: number | null,
): string | null {
  if (bundle === null || price !== null) return null;
  return `There is no bundle ${bundle} in ${region}: see infra bundles.`;
}

function tooManyTags(
  { name, tags }: LiveInstance,
  changes: readonly AttributeChange[],
): string | null {
  const added = changes.filter(({ path, before }) => path.startsWith("tags.") && before === null);
  const count = Object.keys(tags).length + added.length;
  if (added.length === 0 || count <= MAX_TAGS) return null;
  return `${name} would have ${count} tags, and ${MAX_TAGS} are the most: remove ${count - MAX_TAGS} by infra tag remove.`;
}

function nameTaken(stranger: LiveInstance, fleet: DesiredFleet): string {
  const owner = ownerOf(stranger);
  if (owner !== null && owner.fleet !== fleet.name) {
    return `An instance ${stranger.name} exists, and belongs to the fleet ${owner.fleet}.`;
  }
  return `An instance ${stranger.name} exists, and is not the fleet's: add it to import, or choose another name.`;
}

function hasDisks({ name, disks }: LiveInstance): string | null {
  if (disks.length === 0) return null;
  return `${name} has block storage (${disks.join(", ")}), which a new instance would lack: detach it first.`;
}

function blockedReplacement(
  { wanted }: Matched,
  live: LiveInstance,
  { replace }: PlanOptions,
): string | null {
  const tag = protectedBy(live);
  if (tag !== null) {
    return `${live.name} is protected by ${tag}: remove the tag first, by infra tag.`;
  }
  if (wanted.lifecycle.replace === "never") {
    return `lifecycle.replace of ${wanted.id} is never: go back to what it was, or ignore the attribute.`;
  }
  if (!replace.includes(wanted.id)) {
    return `It would be deleted and made anew: say so with --replace ${wanted.id}.`;
  }
  return hasDisks(live);
}
