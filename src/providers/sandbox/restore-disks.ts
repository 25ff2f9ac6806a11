import type { WriteContext } from "./context.ts";
import { makeDisk, recordDiskOperation } from "./disks.ts";
import { invalidInput } from "./protocol/service-error.ts";
import type { InstanceSnapshotRecord, OperationRecord } from "./state/records.ts";

type SnapshotDisks = NonNullable<InstanceSnapshotRecord["fromDisks"]>;

/** By the original's path, what a new disk is to be called. */
type Names = readonly {
  originalDiskPath?: string | undefined;
  newDiskName?: string | undefined;
}[];

/** Refuses names for instances that are not asked for, and for disks that the snapshot has not. */
export function assertMapping(
  disks: SnapshotDisks,
  asked: {
    instanceNames: readonly string[];
    attachedDiskMapping?: Readonly<Record<string, Names>> | undefined;
  },
): void {
  for (const [instance, names] of Object.entries(asked.attachedDiskMapping ?? {})) {
    if (!asked.instanceNames.includes(instance)) {
      throw invalidInput(`The disk mapping is for an instance that is not asked for: ${instance}`);
    }
    const unknown = names.find((it) => !disks.some(({ path }) => path === it.originalDiskPath));
    if (unknown !== undefined) {
      throw invalidInput(`The snapshot has no attached disk at ${unknown.originalDiskPath}.`);
    }
  }
}

/** Makes the disks of a snapshot anew, attached to an instance that was just launched from it. */
export function restoreDisks(
  context: WriteContext,
  instanceName: string,
  disks: SnapshotDisks,
  { availabilityZone, names }: { availabilityZone: string; names: Names },
): OperationRecord[] {
  const until = context.state.get("Instance", instanceName).transition.until;
  return disks.map(({ name, path, sizeInGb }) => {
    const found = names.find(({ originalDiskPath }) => originalDiskPath === path);
    const diskName = found?.newDiskName ?? `${name}-${instanceName}`;
    const disk = makeDisk(context, { diskName, availabilityZone, sizeInGb });
    disk.attachment = {
      ...{ instance: instanceName, path, autoMounting: false },
      ...{ during: "attaching", until: Math.max(until, disk.transition.until) },
    };
    return recordDiskOperation(context, "CreateDiskFromSnapshot", disk, {
      details: instanceName,
      doneAt: disk.attachment.until,
    });
  });
}
