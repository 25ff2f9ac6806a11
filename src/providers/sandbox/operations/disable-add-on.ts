import { addOnType, resourceName } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { required, structure } from "../shapes.ts";
import { operationsOutput } from "../views/operation.ts";

/** The add-on stays listed as disabled; one that never was enabled is no fault. */
export const disableAddOn = writes(
  structure({ addOnType: required(addOnType), resourceName: required(resourceName) }),
  (context, input) => {
    const instance = context.state.get("Instance", input.resourceName);
    const addOn = instance.addOns[input.addOnType];
    if (addOn?.enabled === true) {
      addOn.enabled = false;
      addOn.until = context.now;
    }
    const operation = recordInstanceOperation(context, "DisableAddOn", instance, {
      details: input.addOnType,
    });
    return operationsOutput([operation], context);
  },
);
