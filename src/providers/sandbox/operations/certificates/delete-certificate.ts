import { usersOfCertificate } from "../../distributions.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { recordOperation } from "../../record-operation.ts";
import { required, string, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

export const deleteCertificate = writes(
  structure({ certificateName: required(string()) }),
  (context, { certificateName }) => {
    const { state } = context;
    const certificate = state.get("Certificate", certificateName);
    const [user] = usersOfCertificate(context, certificateName);
    if (user !== undefined) {
      throw invalidInput(`The certificate is attached to ${user}. Detach it first.`);
    }
    state.remove(certificate);
    const operation = recordOperation(context, {
      operationType: "DeleteCertificate",
      resourceName: certificateName,
      resourceType: "Certificate",
    });
    return operationsOutput([operation], context);
  },
);
