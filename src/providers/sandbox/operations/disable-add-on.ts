import { addOnType, resourceName } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { required, structure } from "../shapes.ts";
import { operationsOutput } from "../views/operation.ts";
import { recordAddOnOperation, withAddOns } from "../with-add-ons.ts";

/** The add-on stays listed as disabled; one that never was enabled is no fault. */
export const disableAddOn = writes(
  structure({ addOnType: required(addOnType), resourceName: required(resourceName) }),
  (context, input) => {
    const record = withAddOns(context, input.resourceName);
    const addOn = record.addOns[input.addOnType];
    if (addOn?.enabled === true) {
      addOn.enabled = false;
      addOn.until = context.now;
    }
    const operation = recordAddOnOperation(context, "DisableAddOn", record, input.addOnType);
    return operationsOutput([operation], context);
  },
);
