import { assertAutoSnapshot, type DayChoice } from "./auto-snapshots.ts";
import { assertComplete } from "./require-state.ts";
import type { DiskSnapshotRecord } from "./state/disk-records.ts";
import type { RegionState } from "./state/region-state.ts";

/** A manual snapshot by its name, or an automatic one by its disk and day. */
export interface DiskSnapshotChoice extends DayChoice {
  snapshot?: string | undefined;
  disk?: string | undefined;
}

export type DiskSnapshotSource = Pick<
  DiskSnapshotRecord,
  "source" | "sizeInGb" | "fromRegion" | "isFromAuto"
>;

/** The snapshot that is chosen, which must be complete. */
export function diskSnapshotSource(
  state: RegionState,
  now: number,
  { snapshot, disk, ...day }: DiskSnapshotChoice,
): DiskSnapshotSource {
  if (snapshot !== undefined) {
    const record = state.get("DiskSnapshot", snapshot);
    assertComplete(record, now, "use");
    return record;
  }
  const record = state.get("Disk", disk ?? "");
  assertAutoSnapshot(record, now, day);
  return {
    source: { resourceType: "Disk", name: record.name, id: record.id },
    sizeInGb: record.sizeInGb,
    isFromAuto: true,
  };
}
