import { named } from "../../common-shapes.ts";
import type { WriteContext } from "../../context.ts";
import { newHostId, newId } from "../../identity.ts";
import { writes } from "../../operation.ts";
import { notFound } from "../../protocol/service-error.ts";
import { recordOperation } from "../../record-operation.ts";
import { assertComplete } from "../../require-state.ts";
import type { DiskSnapshotRecord } from "../../state/disk-records.ts";
import type { ExportSnapshotRecord } from "../../state/export-records.ts";
import type { InstanceSnapshotRecord } from "../../state/records.ts";
import { operationsOutput } from "../../views/operation.ts";

/** EC2 is another service: the record is all that there is to see of it here. */
export const exportSnapshot = writes(
  named("sourceSnapshotName"),
  (context, { sourceSnapshotName: name }) => {
    const { state, now, durations } = context;
    const snapshot = state.find("InstanceSnapshot", name) ?? state.find("DiskSnapshot", name);
    if (snapshot === undefined) throw notFound("InstanceSnapshot", name);
    assertComplete(snapshot, now, "export");
    const isInstance = snapshot.resourceType === "InstanceSnapshot";
    const until = now + durations.snapshot;
    const record: ExportSnapshotRecord = {
      resourceType: "ExportSnapshotRecord",
      name: `ExportSnapshotRecord-${newId()}`,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      destination: newHostId(isInstance ? "ami" : "snap"),
      source: isInstance ? ofInstance(snapshot, context) : ofDisk(snapshot, context),
      transition: { during: "Started", after: "Succeeded", until },
    };
    state.add(record);
    const operationType = "ExportSnapshot";
    return operationsOutput(
      [
        recordOperation(context, {
          ...{ operationType, resourceName: record.name, resourceType: record.resourceType },
          ...{ details: name, doneAt: until },
        }),
        recordOperation(context, {
          ...{ operationType, resourceName: name, resourceType: snapshot.resourceType },
          ...{ details: record.name, doneAt: until },
        }),
      ],
      context,
    );
  },
);

function ofInstance(
  snapshot: InstanceSnapshotRecord,
  { region }: WriteContext,
): ExportSnapshotRecord["source"] {
  const { resourceType, name, id, createdAt, sizeInGb, fromDisks = [] } = snapshot;
  return {
    ...{ resourceType, name, id, createdAt, sizeInGb },
    from: {
      ...{ resourceType: "Instance", name: snapshot.fromInstanceName, id: snapshot.fromInstanceId },
      region: snapshot.fromRegion ?? region.name,
    },
    bundleId: snapshot.fromBundleId,
    blueprintId: snapshot.fromBlueprintId,
    disks: [
      { path: "/dev/xvda", sizeInGb, isSystemDisk: true },
      ...fromDisks.map((it) => ({ ...it, isSystemDisk: false })),
    ],
  };
}

function ofDisk(
  snapshot: DiskSnapshotRecord,
  { region }: WriteContext,
): ExportSnapshotRecord["source"] {
  const { resourceType, name, id, createdAt, sizeInGb, source, fromRegion } = snapshot;
  return {
    ...{ resourceType, name, id, createdAt, sizeInGb, disks: [] },
    from: { ...source, region: fromRegion ?? region.name },
  };
}
