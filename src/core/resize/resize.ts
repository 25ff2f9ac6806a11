import type { Bundle, Instance, Snapshot, StaticIp } from "../model.ts";
import type { MovingDisk } from "./disks.ts";
import type { ResizeMark } from "./marks.ts";

export interface ResizeRequest {
  name: string;
  bundle: string;
  /** Name of the new instance. */
  to: string | undefined;
  /** Stop the old instance before the snapshot. */
  stop: boolean;
  /** Stop the old instance at the end instead of deleting it. */
  keepOld: boolean;
  keepSnapshot: boolean;
  /** The maximum age in milliseconds of a snapshot whose data may take over. */
  maxAgeMs: number;
}

/** What exists of the old and the new instance, and the goal. */
export interface ResizePlan {
  request: ResizeRequest;
  region: string;
  target: string;
  bundle: Bundle;
  /** The old plan; null if the catalogue does not list it. */
  former: Bundle | null;
  /** Null if it was already removed. */
  source: Instance | null;
  /** The new instance, if it was made. */
  made: Instance | null;
  /** The snapshot that the new one is or will be made from; null if there is none. */
  snapshot: Snapshot | null;
  mark: ResizeMark | null;
  /** The static IP that must end up at the new instance. */
  staticIp: StaticIp | null;
  autoSnapshotTime: string | undefined;
  /** Block storage disks that must end up at the new instance, at the same paths. */
  disks: MovingDisk[];
}

/** Milliseconds since the data that takes over was copied; null before the copy. */
export function ageOfCopy({ snapshot, made }: ResizePlan, now: number): number | null {
  const at = snapshot?.created_at ?? made?.created_at ?? null;
  return at === null ? null : now - Date.parse(at);
}

/**
 * Age in milliseconds of a reused copy whose original is still being written to; otherwise null.
 */
export function staleFor(plan: ResizePlan, now: number): number | null {
  const { source, made, snapshot } = plan;
  if (source === null || source.status === "stopped" || hasTakenOver(plan)) return null;
  // A failed one is made anew.
  return made === null && snapshot?.status === "error" ? null : ageOfCopy(plan, now);
}

/** True once the new instance has the static IP or a disk, or only the end of the old one remains. */
export function hasTakenOver({ staticIp, target, source, snapshot, disks }: ResizePlan): boolean {
  if (source === null || disks.some(({ disk }) => disk.attached_to === target)) return true;
  if (staticIp !== null) return staticIp.attached_to === target;
  return source.status === "stopped" && snapshot === null;
}
