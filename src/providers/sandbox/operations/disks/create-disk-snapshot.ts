import { resourceName, tagList } from "../../common-shapes.ts";
import { diskConflict, diskState } from "../../disks.ts";
import { newHostId, newId } from "../../identity.ts";
import { findBundle } from "../../launch.ts";
import { assertNewNames } from "../../names.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { recordOperation } from "../../record-operation.ts";
import { instanceInState } from "../../require-state.ts";
import { required, structure } from "../../shapes.ts";
import type { WriteContext } from "../../context.ts";
import type { DiskRecord } from "../../state/disk-records.ts";
import type { InstanceRecord } from "../../state/records.ts";
import { mergeTags } from "../../tags.ts";
import { operationsOutput } from "../../views/operation.ts";

/** Of a disk, or of an instance's system disk. */
export const createDiskSnapshot = writes(
  structure({
    diskName: resourceName,
    diskSnapshotName: required(resourceName),
    instanceName: resourceName,
    tags: tagList,
  }),
  (context, { diskName, diskSnapshotName, instanceName, tags }) => {
    const { state, now, durations, region } = context;
    assertNewNames(state, [diskSnapshotName]);
    const source = sourceOf(context, diskName, instanceName);
    const doneAt = now + durations.snapshot;
    state.add({
      resourceType: "DiskSnapshot",
      name: diskSnapshotName,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      snapshotId: newHostId("snap"),
      tags: mergeTags([], tags),
      sizeInGb:
        source.resourceType === "Disk"
          ? source.sizeInGb
          : findBundle(region.name, source.bundleId).diskSizeInGb,
      source: { resourceType: source.resourceType, name: source.name, id: source.id },
      transition: { during: "pending", after: "completed", until: doneAt },
    });
    const operationType = "CreateDiskSnapshot";
    const { name, resourceType, zone } = source;
    return operationsOutput(
      [
        recordOperation(context, {
          ...{ operationType, resourceName: diskSnapshotName, resourceType: "DiskSnapshot" },
          ...{ details: name, doneAt },
        }),
        recordOperation(context, {
          ...{ operationType, resourceName: name, resourceType, zone },
          ...{ details: diskSnapshotName, doneAt },
        }),
      ],
      context,
    );
  },
);

function sourceOf(
  context: WriteContext,
  diskName: string | undefined,
  instanceName: string | undefined,
): DiskRecord | InstanceRecord {
  if (diskName !== undefined && instanceName === undefined) {
    const disk = context.state.get("Disk", diskName);
    const current = diskState(disk, context.now);
    if (current === "pending") throw diskConflict("create a snapshot of", current);
    return disk;
  }
  if (instanceName === undefined || diskName !== undefined) {
    throw invalidInput("Give either diskName or instanceName.");
  }
  return instanceInState(context, instanceName, "create a snapshot of", [
    "running",
    "stopping",
    "stopped",
  ]);
}
