import { resourceName } from "../common-shapes.ts";
import { attachedDisks, detachDisk, diskOperations } from "../disks.ts";
import { writes } from "../operation.ts";
import { invalidInput } from "../protocol/service-error.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { boolean, required, structure } from "../shapes.ts";
import { operationsOutput } from "../views/operation.ts";

/** The instance is gone at once; its static IP and its disks are kept. Add-ons go only when told so. */
export const deleteInstance = writes(
  structure({ instanceName: required(resourceName), forceDeleteAddOns: boolean() }),
  (context, { instanceName, forceDeleteAddOns = false }) => {
    const { state } = context;
    const instance = state.get("Instance", instanceName);
    if (!forceDeleteAddOns && Object.values(instance.addOns).some(({ enabled }) => enabled)) {
      throw invalidInput(
        `You cannot delete the Instance ${instanceName} with addons. Specify the forceDeleteAddons parameter to delete the Instance and its associated addons.`,
      );
    }
    const staticIp =
      instance.staticIp === undefined ? undefined : state.find("StaticIp", instance.staticIp);
    if (staticIp !== undefined) delete staticIp.attachedTo;
    const detached = attachedDisks(context, instanceName).flatMap((disk) => {
      detachDisk(context, disk);
      return diskOperations(context, "DetachDisk", disk, instance);
    });
    state.remove(instance);
    return operationsOutput(
      [...detached, recordInstanceOperation(context, "DeleteInstance", instance)],
      context,
    );
  },
);
