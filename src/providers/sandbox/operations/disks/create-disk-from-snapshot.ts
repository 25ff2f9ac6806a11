import { addOnRequest, nonEmptyString, resourceName, tagList } from "../../common-shapes.ts";
import { diskSnapshotSource } from "../../disk-snapshots.ts";
import { makeDisk, recordDiskOperation } from "../../disks.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { boolean, integer, list, required, string, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

export const createDiskFromSnapshot = writes(
  structure({
    diskName: required(resourceName),
    diskSnapshotName: resourceName,
    availabilityZone: required(nonEmptyString),
    sizeInGb: required(integer()),
    tags: tagList,
    addOns: list(addOnRequest),
    sourceDiskName: string(),
    restoreDate: string({ pattern: /^\d{4}-\d{2}-\d{2}$/ }),
    useLatestRestorableAutoSnapshot: boolean(),
  }),
  (context, input) => {
    const { diskSnapshotName, sourceDiskName, sizeInGb } = input;
    if ((diskSnapshotName === undefined) === (sourceDiskName === undefined)) {
      throw invalidInput("Give either diskSnapshotName or sourceDiskName.");
    }
    const { sizeInGb: least } = diskSnapshotSource(context.state, context.now, {
      ...input,
      snapshot: diskSnapshotName,
      disk: sourceDiskName,
    });
    if (sizeInGb < least) {
      throw invalidInput(`The disk must be at least as large as its snapshot: ${least} GB.`);
    }
    const disk = makeDisk(context, input);
    const doneAt = disk.transition.until;
    const operation = recordDiskOperation(context, "CreateDiskFromSnapshot", disk, { doneAt });
    return operationsOutput([operation], context);
  },
);
