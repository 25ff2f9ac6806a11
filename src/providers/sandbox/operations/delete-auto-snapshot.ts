import { assertAutoSnapshot } from "../auto-snapshots.ts";
import { resourceName } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { required, string, structure } from "../shapes.ts";
import { recordOperation } from "../record-operation.ts";
import { operationsOutput } from "../views/operation.ts";
import { withAddOns } from "../with-add-ons.ts";

export const deleteAutoSnapshot = writes(
  structure({
    resourceName: required(resourceName),
    date: required(string({ pattern: /^\d{4}-\d{2}-\d{2}$/ })),
  }),
  (context, { resourceName: name, date }) => {
    const record = withAddOns(context, name);
    assertAutoSnapshot(record, context.now, { restoreDate: date });
    const addOn = record.addOns.AutoSnapshot;
    if (addOn !== undefined) addOn.deleted = [...(addOn.deleted ?? []), date];
    const operation = recordOperation(context, {
      ...{ operationType: "DeleteAutoSnapshot", resourceName: name },
      ...{ resourceType: record.resourceType, zone: context.region.name },
      details: `DeleteAutoSnapshot-${date}`,
    });
    return operationsOutput([operation], context);
  },
);
