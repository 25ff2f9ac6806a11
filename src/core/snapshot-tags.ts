import type { Snapshot } from "./model.ts";

/** Says what this tool made a snapshot for. */
const PURPOSE_TAG = "quants-ctl:snapshot";
const OWN_PREFIX = "quants-ctl:";
/** Lightsail's limit, less one for the mark of the request. */
const ROOM = 49;

export type SnapshotPurpose = "manual" | "backup" | "resize" | "destroy";

/**
 * The tags of a snapshot: Lightsail hands none of the instance's on, and without them a
 * restored instance would be in no group and in no backup.
 */
export function snapshotTags(
  instance: Readonly<Record<string, string>>,
  purpose: SnapshotPurpose,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const own = { ...more, [PURPOSE_TAG]: purpose };
  const copied = Object.entries(userTags(instance)).filter(([key]) => !Object.hasOwn(own, key));
  return Object.fromEntries([
    ...copied.slice(0, Math.max(0, ROOM - Object.keys(own).length)),
    ...Object.entries(own),
  ]);
}

export function purposeOf({ tags }: Pick<Snapshot, "tags">): string | null {
  return Object.hasOwn(tags, PURPOSE_TAG) ? (tags[PURPOSE_TAG] ?? null) : null;
}

/** Without the marks of this tool, which belong to one resource. */
export function userTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith(OWN_PREFIX)));
}
