import { contactMethodOf } from "../../contact-methods.ts";
import { writes } from "../../operation.ts";
import { recordOperation } from "../../record-operation.ts";
import { enumeration, required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

/** No mail leaves this machine. */
export const sendContactMethodVerification = writes(
  structure({ protocol: required(enumeration(["Email"])) }),
  (context, { protocol }) => {
    contactMethodOf(context.state, protocol);
    const operation = recordOperation(context, {
      operationType: "SendContactMethodVerification",
      resourceName: protocol,
      resourceType: "ContactMethod",
    });
    return operationsOutput([operation], context);
  },
);
