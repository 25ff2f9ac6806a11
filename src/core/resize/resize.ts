import type { Bundle, Instance, Snapshot, StaticIp } from "../model.ts";
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
  /** The oldest snapshot, in milliseconds, whose data may take over. */
  maxAgeMs: number;
}

/** What there is of the old instance and of the new one, and what is to become of it. */
export interface ResizePlan {
  request: ResizeRequest;
  region: string;
  target: string;
  bundle: Bundle;
  /** The old plan; null when the catalogue does not know it. */
  former: Bundle | null;
  /** Null when it was removed already. */
  source: Instance | null;
  /** The new instance, as far as it was made. */
  made: Instance | null;
  /** The snapshot that the new one is, or will be, made of; null when there is none. */
  snapshot: Snapshot | null;
  mark: ResizeMark | null;
  /** The static IP that has to be at the new instance in the end. */
  staticIp: StaticIp | null;
  autoSnapshotTime: string | undefined;
}

/** Milliseconds since the data that is to take over was copied; null when nothing was yet. */
export function ageOfCopy({ snapshot, made }: ResizePlan, now: number): number | null {
  const at = snapshot?.created_at ?? made?.created_at ?? null;
  return at === null ? null : now - Date.parse(at);
}

/** Age in milliseconds of a copy that is gone on with while its original is written to; else null. */
export function staleFor(plan: ResizePlan, now: number): number | null {
  const { source, made, snapshot } = plan;
  if (source === null || source.status === "stopped" || hasTakenOver(plan)) return null;
  // One that failed is made anew.
  return made === null && snapshot?.status === "error" ? null : ageOfCopy(plan, now);
}

/** True once the new instance has the static IP, or nothing but the old one's end is left. */
export function hasTakenOver({ staticIp, target, source, snapshot }: ResizePlan): boolean {
  if (source === null) return true;
  if (staticIp !== null) return staticIp.attached_to === target;
  return source.status === "stopped" && snapshot === null;
}
