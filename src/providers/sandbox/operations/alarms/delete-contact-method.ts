import { contactMethodOf } from "../../contact-methods.ts";
import { writes } from "../../operation.ts";
import { recordOperation } from "../../record-operation.ts";
import { enumeration, required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

export const deleteContactMethod = writes(
  structure({ protocol: required(enumeration(["Email", "SMS"])) }),
  (context, { protocol }) => {
    context.state.remove(contactMethodOf(context.state, protocol));
    const operation = recordOperation(context, {
      operationType: "DeleteContactMethod",
      resourceName: protocol,
      resourceType: "ContactMethod",
    });
    return operationsOutput([operation], context);
  },
);
