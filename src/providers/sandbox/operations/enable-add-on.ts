import { type AddOnInput, enabledAddOn } from "../add-ons.ts";
import { findBlueprint } from "../catalogue/blueprints.ts";
import { addOnRequest, resourceName } from "../common-shapes.ts";
import { diskAddOn } from "../disks.ts";
import { writes } from "../operation.ts";
import { recordAddOnOperation, withAddOns } from "../with-add-ons.ts";
import { required, structure } from "../shapes.ts";
import type { InstanceRecord } from "../state/records.ts";
import { operationsOutput } from "../views/operation.ts";

export const enableAddOn = writes(
  structure({ resourceName: required(resourceName), addOnRequest: required(addOnRequest) }),
  (context, input) => {
    const record = withAddOns(context, input.resourceName);
    const [name, addOn] =
      record.resourceType === "Disk"
        ? diskAddOn(input.addOnRequest, context.now)
        : instanceAddOn(record, input.addOnRequest, context.now);
    record.addOns[name] = addOn;
    return operationsOutput([recordAddOnOperation(context, "EnableAddOn", record, name)], context);
  },
);

const instanceAddOn = ({ blueprintId }: InstanceRecord, request: AddOnInput, now: number) =>
  enabledAddOn(request, findBlueprint(blueprintId)?.platform ?? "LINUX_UNIX", now);
