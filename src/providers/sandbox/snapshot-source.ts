import { assertAutoSnapshot, type DayChoice } from "./auto-snapshots.ts";
import { assertComplete } from "./require-state.ts";
import type { InstanceRecord, InstanceSnapshotRecord } from "./state/records.ts";
import type { RegionState } from "./state/region-state.ts";

/** A manual snapshot by its name, or an automatic one by its instance and day. */
export interface SnapshotChoice extends DayChoice {
  snapshot?: string | undefined;
  instance?: string | undefined;
}

/** What a snapshot is of, as far as what is made from it depends on that. */
export type SnapshotSource = Pick<
  InstanceSnapshotRecord,
  | "fromInstanceName"
  | "fromInstanceId"
  | "fromRegion"
  | "fromBlueprintId"
  | "fromBundleId"
  | "fromDisks"
> & { isFromAuto?: true };

/** The snapshot that is chosen, which must be complete. */
export function snapshotSource(
  state: RegionState,
  now: number,
  { snapshot, instance, ...day }: SnapshotChoice,
): SnapshotSource {
  if (snapshot === undefined) {
    const record = state.get("Instance", instance ?? "");
    assertAutoSnapshot(record, now, day);
    return sourceOf(record);
  }
  const record = state.get("InstanceSnapshot", snapshot);
  assertComplete(record, now, "use");
  return record;
}

function sourceOf({ name, id, blueprintId, bundleId }: InstanceRecord): SnapshotSource {
  return {
    fromInstanceName: name,
    fromInstanceId: id,
    fromBlueprintId: blueprintId,
    fromBundleId: bundleId,
    isFromAuto: true,
  };
}
