import { resourceName } from "../../common-shapes.ts";
import { attachmentOf, diskConflict, diskState, recordDiskOperation } from "../../disks.ts";
import { writes } from "../../operation.ts";
import { invalidInput, stateConflict } from "../../protocol/service-error.ts";
import { boolean, required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

/** The disk is gone at once; its snapshots stay. */
export const deleteDisk = writes(
  structure({ diskName: required(resourceName), forceDeleteAddOns: boolean() }),
  (context, { diskName, forceDeleteAddOns = false }) => {
    const { state, now } = context;
    const disk = state.get("Disk", diskName);
    const attachment = attachmentOf(disk, now);
    if (attachment !== undefined) {
      throw stateConflict(
        `You can't perform this operation because the disk is still attached to a Lightsail instance: ${attachment.instance}`,
      );
    }
    const current = diskState(disk, now);
    if (current !== "available") throw diskConflict("delete", current);
    if (!forceDeleteAddOns && Object.values(disk.addOns).some(({ enabled }) => enabled)) {
      throw invalidInput(
        `You cannot delete the Disk ${diskName} with addons. Specify the forceDeleteAddons parameter to delete the Disk and its associated addons.`,
      );
    }
    state.remove(disk);
    return operationsOutput([recordDiskOperation(context, "DeleteDisk", disk)], context);
  },
);
