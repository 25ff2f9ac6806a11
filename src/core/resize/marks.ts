import type { Instance, Snapshot } from "../model.ts";
import { FLEET_TAG, ID_TAG } from "../fleet/ownership.ts";
import { userTags } from "../snapshots/tags.ts";
import { snapshotName, uniqueId } from "../snapshots/name.ts";

/** On the old instance while it exists: what is under way. */
export const STATE_TAG = "quants-ctl:resize";
/** On the new instance, and on the snapshot between them. */
export const FROM_TAG = "quants-ctl:resized-from";
export const FROM_ID_TAG = "quants-ctl:resized-from-id";

/** How many of the user's tags leave room for the marks. */
export const MOST_TAGS = 47;
export const LONGEST_MARK = 256;

/** Facts needed from the first change to the last, whoever resumes it. */
export interface ResizeMark {
  /** Name of the new instance. */
  target: string;
  /** Whether the old one was running before; the new one should be too. */
  was: "running" | "stopped";
  /** Name of the static IP that moves. */
  staticIp: string | null;
}

export function markText({ target, was, staticIp }: ResizeMark): string {
  return `${target} ${was} ${staticIp ?? "-"}`;
}

/** Null for an instance that is not being resized, or whose tag has another form. */
export function markOf({ tags }: Pick<Instance, "tags">): ResizeMark | null {
  const [target = "", was = "", staticIp = "", ...more] = (tags[STATE_TAG] ?? "").split(" ");
  if (target === "" || staticIp === "" || more.length > 0) return null;
  if (was !== "running" && was !== "stopped") return null;
  return { target, was, staticIp: staticIp === "-" ? null : staticIp };
}

/** Tells this instance from earlier and later ones of the same name. */
export function originId(instance: Pick<Instance, "arn" | "created_at">): string {
  return uniqueId(instance.arn) ?? instance.created_at ?? "unknown";
}

export function fromTags(source: Instance): Record<string, string> {
  return { [FROM_TAG]: source.name, [FROM_ID_TAG]: originId(source) };
}

/**
 * The tags that the new instance gets of the old one: the user's, and those of its fleet, whose
 * instance it is from then on.
 */
export function inheritedTags({ tags }: Pick<Instance, "tags">): Record<string, string> {
  const owner = [FLEET_TAG, ID_TAG].filter((key) => Object.hasOwn(tags, key));
  return {
    ...userTags(tags),
    ...Object.fromEntries(owner.map((key) => [key, tags[key] ?? ""])),
  };
}

/** True for an instance or snapshot made by a resize of exactly this instance. */
export function isMadeFrom(made: Pick<Snapshot, "tags">, source: Instance): boolean {
  return made.tags[FROM_ID_TAG] === originId(source) && made.tags[FROM_TAG] === source.name;
}

export function resizeSnapshotName(source: Instance, bundle: string): string {
  const id = originId(source)
    .replaceAll(/[^A-Za-z0-9]/g, "")
    .slice(0, 8);
  return snapshotName(source.name, `resize-${bundle}-${id}`);
}

const SIZES = /-(?:nano|micro|small|medium|(?:[2-9]|1[0-9])?x?large)$/;

/**
 * Lightsail can't rename, and the old instance keeps its name until the new one is verified: so the
 * new one is named after its size. `web` becomes `web-medium`, and that `web-large`.
 */
export function defaultTargetName(name: string, bundle: string): string {
  const stem = name.replace(SIZES, "");
  const size = bundle.split("_", 1)[0] ?? bundle;
  const target = `${stem}-${size}`;
  return target === name ? `${stem}-${bundle.replaceAll("_", "-")}` : target;
}
