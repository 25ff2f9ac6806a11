import { enabledAddOn } from "../add-ons.ts";
import { findBlueprint } from "../catalogue/blueprints.ts";
import { addOnRequest, resourceName } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { required, structure } from "../shapes.ts";
import { operationsOutput } from "../views/operation.ts";

export const enableAddOn = writes(
  structure({ resourceName: required(resourceName), addOnRequest: required(addOnRequest) }),
  (context, input) => {
    const instance = context.state.get("Instance", input.resourceName);
    const platform = findBlueprint(instance.blueprintId)?.platform ?? "LINUX_UNIX";
    const [name, addOn] = enabledAddOn(input.addOnRequest, platform, context.now);
    instance.addOns[name] = addOn;
    const operation = recordInstanceOperation(context, "EnableAddOn", instance, { details: name });
    return operationsOutput([operation], context);
  },
);
