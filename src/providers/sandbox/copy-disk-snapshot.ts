import type { WriteContext } from "./context.ts";
import { type DiskSnapshotChoice, diskSnapshotSource } from "./disk-snapshots.ts";
import { newHostId, newId } from "./identity.ts";
import { recordOperation } from "./record-operation.ts";
import type { OperationRecord } from "./state/records.ts";

interface Copy extends Omit<DiskSnapshotChoice, "snapshot" | "disk"> {
  sourceSnapshotName?: string | undefined;
  sourceResourceName?: string | undefined;
  targetSnapshotName: string;
  sourceRegion: string;
}

/** Copies a disk's snapshot, manual or automatic, into the context's region. */
export function copyDiskSnapshot(context: WriteContext, input: Copy): OperationRecord {
  const { state, now, durations } = context;
  const { sourceSnapshotName, sourceResourceName, targetSnapshotName, sourceRegion } = input;
  const found = diskSnapshotSource(context.stateOf(sourceRegion), now, {
    ...input,
    snapshot: sourceSnapshotName,
    disk: sourceResourceName,
  });
  const doneAt = now + durations.snapshot;
  state.add({
    resourceType: "DiskSnapshot",
    name: targetSnapshotName,
    id: newId(),
    sequence: state.nextSequence(),
    createdAt: now,
    snapshotId: newHostId("snap"),
    tags: [],
    sizeInGb: found.sizeInGb,
    source: { ...found.source },
    fromRegion: found.fromRegion ?? sourceRegion,
    ...(found.isFromAuto === true && { isFromAuto: true }),
    transition: { during: "pending", after: "completed", until: doneAt },
  });
  return recordOperation(context, {
    operationType: "CopySnapshot",
    resourceName: targetSnapshotName,
    resourceType: "DiskSnapshot",
    details: `${sourceRegion}:${sourceSnapshotName ?? sourceResourceName ?? ""}`,
    doneAt,
  });
}
