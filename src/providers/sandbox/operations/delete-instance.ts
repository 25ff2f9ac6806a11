import { resourceName } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { invalidInput } from "../protocol/service-error.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { boolean, required, structure } from "../shapes.ts";
import { operationsOutput } from "../views/operation.ts";

/** The instance is gone at once; a static IP that it held is kept. Add-ons go only when told so. */
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
    state.remove(instance);
    return operationsOutput(
      [recordInstanceOperation(context, "DeleteInstance", instance)],
      context,
    );
  },
);
