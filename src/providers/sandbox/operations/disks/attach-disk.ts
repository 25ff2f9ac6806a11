import { nonEmptyString, resourceName } from "../../common-shapes.ts";
import { assertPath, attachedDisks, diskConflict, diskOperations, diskState } from "../../disks.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { instanceInState } from "../../require-state.ts";
import { boolean, required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

export const attachDisk = writes(
  structure({
    diskName: required(resourceName),
    instanceName: required(resourceName),
    diskPath: required(nonEmptyString),
    autoMounting: boolean(),
  }),
  (context, { diskName, instanceName, diskPath, autoMounting = false }) => {
    const { state, now, durations } = context;
    const disk = state.get("Disk", diskName);
    const instance = instanceInState(context, instanceName, "attach a disk to", [
      "running",
      "stopped",
    ]);
    const current = diskState(disk, now);
    if (current !== "available") throw diskConflict("attach", current);
    if (disk.zone !== instance.zone) {
      throw invalidInput(
        `The disk and the instance must be in the same Availability Zone: ${disk.zone}, ${instance.zone}`,
      );
    }
    assertPath(diskPath, attachedDisks(context, instanceName));
    disk.attachment = {
      instance: instanceName,
      path: diskPath,
      autoMounting,
      during: "attaching",
      until: now + durations.disk,
    };
    return operationsOutput(diskOperations(context, "AttachDisk", disk, instance), context);
  },
);
