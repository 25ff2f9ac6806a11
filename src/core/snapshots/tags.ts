import type { Instance, Snapshot } from "../model.ts";
import { ownValue } from "../text/own-value.ts";

/** The tag that says why this tool made a snapshot. */
const PURPOSE_TAG = "quants-ctl:snapshot";
const OWN_PREFIX = "quants-ctl:";
/** Lightsail's limit, less one for the request's tag. */
const ROOM = 49;
/** Tags that protect an instance, back it up and group it come first. */
const FIRST = ["Protected", "CriticalLevel", "Backup", "Environment", "Service", "service_type"];

export type SnapshotPurpose = "manual" | "backup" | "copy" | "resize" | "destroy";

export interface SnapshotTags {
  tags: Record<string, string>;
  /** Keys of the instance's tags that did not fit. */
  dropped: string[];
}

/**
 * The tags of a snapshot: Lightsail copies none from the instance, and without them a restored
 * instance would be in no group and no backup.
 */
export function snapshotTags(
  instance: Readonly<Record<string, string>>,
  purpose: SnapshotPurpose,
  more: Readonly<Record<string, string>> = {},
): SnapshotTags {
  const own = { ...more, [PURPOSE_TAG]: purpose };
  const wanted = Object.entries(userTags(instance)).filter(([key]) => !Object.hasOwn(own, key));
  const ordered = wanted.toSorted(([a], [b]) => rankOf(a) - rankOf(b));
  const room = Math.max(0, ROOM - Object.keys(own).length);
  const dropped = new Set(ordered.slice(room).map(([key]) => key));
  return {
    tags: Object.fromEntries([
      ...wanted.filter(([key]) => !dropped.has(key)),
      ...Object.entries(own),
    ]),
    dropped: [...dropped],
  };
}

function rankOf(key: string): number {
  const rank = FIRST.indexOf(key);
  return rank < 0 ? FIRST.length : rank;
}

/** Keys that did not fit, and that an existing snapshot lacks too. */
export function droppedFrom(
  { tags }: Pick<Instance, "tags">,
  purpose: SnapshotPurpose,
  snapshot: Pick<Snapshot, "tags">,
): string[] {
  return snapshotTags(tags, purpose).dropped.filter((key) => !Object.hasOwn(snapshot.tags, key));
}

/** For people; null when all were copied. */
export function droppedText(snapshot: string, dropped: readonly string[]): string | null {
  if (dropped.length === 0) return null;
  const count = dropped.length === 1 ? "1 tag" : `${dropped.length} tags`;
  return `${snapshot} lacks ${count} of the instance, which did not fit; instances restored from it will lack them too: ${dropped.join(", ")}`;
}

export function purposeOf({ tags }: Pick<Snapshot, "tags">): string | null {
  return ownValue(tags, PURPOSE_TAG) ?? null;
}

/** Without this tool's own tags, which belong to a single resource. */
export function userTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith(OWN_PREFIX)));
}
