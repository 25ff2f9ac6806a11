import { resourceName } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { boolean, required, structure } from "../shapes.ts";
import { operationsOutput } from "../views/operation.ts";

/** The instance is gone at once; a static IP that it held is kept. */
export const deleteInstance = writes(
  structure({ instanceName: required(resourceName), forceDeleteAddOns: boolean() }),
  (context, { instanceName }) => {
    const { state } = context;
    const instance = state.get("Instance", instanceName);
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
