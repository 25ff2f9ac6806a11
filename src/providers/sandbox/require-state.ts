import type { WriteContext } from "./context.ts";
import { type InstanceState, stateAt } from "./lifecycle.ts";
import { stateConflict } from "./protocol/service-error.ts";
import type { DatabaseSnapshotRecord } from "./state/database-records.ts";
import type { DiskSnapshotRecord } from "./state/disk-records.ts";
import type { InstanceRecord, InstanceSnapshotRecord } from "./state/records.ts";

/** The instance, refused unless it is in one of the states that the verb needs. */
export function instanceInState(
  { state, now }: WriteContext,
  name: string,
  verb: string,
  allowed: readonly InstanceState[],
): InstanceRecord {
  const instance = state.get("Instance", name);
  const current = stateAt(instance, now);
  if (allowed.includes(current)) return instance;
  throw stateConflict(
    `You can't ${verb} this instance right now. The state of this instance is: ${current}`,
  );
}

/** Refuses a snapshot that is still being made. */
export function assertComplete(
  snapshot: InstanceSnapshotRecord | DiskSnapshotRecord | DatabaseSnapshotRecord,
  now: number,
  verb: string,
): void {
  const { until, during } = snapshot.transition;
  if (now >= until) return;
  throw stateConflict(
    `You can't ${verb} this snapshot right now. The state of this snapshot is: ${during}`,
  );
}
