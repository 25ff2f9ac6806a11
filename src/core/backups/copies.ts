import type { Instance, Snapshot } from "../model.ts";
import { isGood, newestFirst } from "../snapshots/last-good.ts";
import { snapshotName } from "../snapshots/name.ts";
import { purposeOf } from "../snapshots/tags.ts";
import { checkRegion } from "../account/check-region.ts";
import { parseCidr } from "../firewall/cidr.ts";
import { FLEET_TAG, ID_TAG } from "../fleet/ownership.ts";
import { ownValue } from "../text/own-value.ts";

/** Where an instance's newest backup is copied: `REGION`, or `REGION:NUMBER` of copies that are kept. */
export const COPY_TAG = "BackupCopy";
const DEFAULT_KEEP = 2;

/** Which instance it is a copy of, by ARN: tags of copies are this program's, ARNs the service's. */
const INSTANCE_TAG = "quants-ctl:copy-instance";
/** When the backup was made, ISO 8601. */
const TAKEN_TAG = "quants-ctl:copy-taken";
/** The instance's public addresses at the time of the copy, with spaces between. */
const ADDRESSES_TAG = "quants-ctl:copy-addresses";

export interface CopyGoal {
  region: string;
  keep: number;
}

export function copyTag({ region, keep }: { region: string; keep?: number | undefined }): string {
  return keep === undefined ? region : `${region}:${keep}`;
}

/** What the tag asks for: null for nothing. */
export function copyGoal({ tags }: Pick<Instance, "tags">): CopyGoal | null | { unknown: string } {
  const value = ownValue(tags, COPY_TAG)?.trim() ?? "";
  if (value === "" || value === "none") return null;
  const [, region = "", keep = String(DEFAULT_KEEP)] =
    /^([a-z0-9-]+)(?::(\d{1,3}))?$/.exec(value) ?? [];
  try {
    if (Number(keep) >= 1) return { region: checkRegion(region), keep: Number(keep) };
  } catch {
    // Told as what nobody understands.
  }
  return { unknown: value };
}

/** The same for every run, so that only one of two makes the copy. */
export function copyName({ name, region }: Pick<Snapshot, "name" | "region">): string {
  return `${name}-from-${region}`;
}

/** What marks a copy of an instance's backup. */
export function copyTags(instance: Instance, { created_at }: Snapshot): Record<string, string> {
  const { arn, public_ip: ipv4, ipv6_addresses: ipv6, tags } = instance;
  const addresses = [...(ipv4 === null ? [] : [ipv4]), ...ipv6].join(" ");
  const marks = {
    [INSTANCE_TAG]: arn ?? "",
    [TAKEN_TAG]: created_at ?? "",
    [ADDRESSES_TAG]: addresses.length > 256 ? (ipv4 ?? "") : addresses,
    // Whose it is must be known where the instance can't be asked any more.
    [FLEET_TAG]: ownValue(tags, FLEET_TAG) ?? "",
    [ID_TAG]: ownValue(tags, ID_TAG) ?? "",
  };
  return Object.fromEntries(Object.entries(marks).filter(([, value]) => value !== ""));
}

/** Facts of a copy that its tags tell; tags are untrusted, and what makes no sense is left out. */
export interface CopyFacts {
  /** Milliseconds since the epoch at which its data ends; null if unknown. */
  takenAt: number | null;
  /** In canonical form. */
  addresses: string[];
}

export function copyFacts({ tags, created_at }: Pick<Snapshot, "tags" | "created_at">): CopyFacts {
  const made = Date.parse(created_at ?? "");
  const taken = Date.parse(ownValue(tags, TAKEN_TAG) ?? "");
  // Data is never younger than the copy of it.
  const isSensible = !Number.isNaN(taken) && !(taken > made);
  const at = isSensible ? taken : made;
  const texts = (ownValue(tags, ADDRESSES_TAG) ?? "").split(" ").filter((it) => it !== "");
  return {
    takenAt: Number.isNaN(at) ? null : at,
    addresses: texts.flatMap((it) => canonicalAddress(it) ?? []),
  };
}

/** An address in one form, however it was written; null for what is none. */
export function canonicalAddress(text: string): string | null {
  if (text.includes("/")) return null;
  try {
    return parseCidr(text).text.replace(/\/\d+$/, "");
  } catch {
    return null;
  }
}

/**
 * Whether it is a copy of a backup of an instance of that region. Whoever may set tags can forge
 * those: name and ARN, which tags do not change, have to agree with them.
 */
export function isCopyFrom(snapshot: Snapshot, region: string): boolean {
  const { name, instance, from_region: from, from_instance_arn: arn, tags } = snapshot;
  return (
    isCopy(snapshot) &&
    from === region &&
    (arn === null || ownValue(tags, INSTANCE_TAG) === arn) &&
    name.startsWith(snapshotName(instance, "backup-")) &&
    name.endsWith(`-from-${region}`)
  );
}

function isCopy(snapshot: Pick<Snapshot, "tags">): boolean {
  return purposeOf(snapshot) === "copy";
}

export interface CopyPlan {
  /** The backup that has no copy yet; null if the newest has one. */
  source: Snapshot | null;
  /** A copy of that name that failed, to be deleted first. */
  failed: string | null;
  /** Copies to delete once the newest one is there. */
  prune: string[];
}

/**
 * What is to be done for one instance. `backups` are those of its own region, `there` every
 * snapshot of the region that gets the copies.
 */
export function planCopies(
  instance: Instance,
  keep: number,
  backups: readonly Snapshot[],
  there: readonly Snapshot[],
): CopyPlan {
  const [newest] = backups.filter(isGood).toSorted(newestFirst);
  const own = there.filter((it) => isCopyOf(it, instance));
  const name = newest === undefined ? null : copyName(newest);
  const same = own.find((it) => it.name === name);
  const failed = same?.status === "error" ? same.name : null;
  const isMissing = newest !== undefined && (same === undefined || failed !== null);
  const good = own.filter(isGood).toSorted(byTaken);
  // One that is on its way counts only once it is there: the last good one stays until then.
  const kept = new Set(good.slice(0, keep).map((it) => it.name));
  const prune = own
    .filter((it) => it.name !== name && it.status !== "pending" && !kept.has(it.name))
    .map((it) => it.name);
  return { source: isMissing ? newest : null, failed, prune };
}

/** By this program's own tags, and the service's word on what it was made from. */
function isCopyOf(snapshot: Snapshot, { arn, name, region }: Instance): boolean {
  const { from_instance_arn: from, from_region: fromRegion } = snapshot;
  return (
    isCopy(snapshot) &&
    arn !== null &&
    ownValue(snapshot.tags, INSTANCE_TAG) === arn &&
    (from ?? arn) === arn &&
    (fromRegion ?? region) === region &&
    snapshot.instance === name
  );
}

/** Those with the newest data first. */
export function byTaken(one: Snapshot, other: Snapshot): number {
  const difference = (copyFacts(other).takenAt ?? 0) - (copyFacts(one).takenAt ?? 0);
  return difference === 0 ? newestFirst(one, other) : difference;
}
