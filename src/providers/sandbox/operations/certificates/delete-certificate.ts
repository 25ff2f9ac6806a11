import { writes } from "../../operation.ts";
import { recordOperation } from "../../record-operation.ts";
import { required, string, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

export const deleteCertificate = writes(
  structure({ certificateName: required(string()) }),
  (context, { certificateName }) => {
    context.state.remove(context.state.get("Certificate", certificateName));
    const operation = recordOperation(context, {
      operationType: "DeleteCertificate",
      resourceName: certificateName,
      resourceType: "Certificate",
    });
    return operationsOutput([operation], context);
  },
);
