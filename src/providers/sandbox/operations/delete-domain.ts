import { nonEmptyString } from "../common-shapes.ts";
import { assertDomainRegion, plainName } from "../domains.ts";
import { writes } from "../operation.ts";
import { recordOperation } from "../record-operation.ts";
import { required, structure } from "../shapes.ts";
import { operationView } from "../views/operation.ts";

/** With all of its entries. */
export const deleteDomain = writes(
  structure({ domainName: required(nonEmptyString) }),
  (context, { domainName }) => {
    assertDomainRegion(context);
    const record = context.state.get("Domain", plainName(domainName));
    context.state.remove(record);
    const operation = recordOperation(context, {
      operationType: "DeleteDomain",
      resourceName: record.name,
      resourceType: "Domain",
    });
    return { operation: operationView(operation, context) };
  },
);
