import { named } from "../../common-shapes.ts";
import {
  attachmentOf,
  detachDisk as detach,
  diskConflict,
  diskOperations,
  diskState,
} from "../../disks.ts";
import { stateAt } from "../../lifecycle.ts";
import { writes } from "../../operation.ts";
import { operationsOutput } from "../../views/operation.ts";

/** Only from an instance that is stopped. */
export const detachDisk = writes(named("diskName"), (context, { diskName }) => {
  const { state, now } = context;
  const disk = state.get("Disk", diskName);
  const attachment = attachmentOf(disk, now);
  const current = diskState(disk, now);
  if (attachment === undefined || attachment.during === "detaching" || now < attachment.until) {
    throw diskConflict("detach", current);
  }
  const instance = state.get("Instance", attachment.instance);
  if (stateAt(instance, now) !== "stopped") throw diskConflict("detach", current);
  detach(context, disk);
  return operationsOutput(diskOperations(context, "DetachDisk", disk, instance), context);
});
