import { resourceName } from "../common-shapes.ts";
import { DEFAULT_KEY_PAIR } from "../default-key-pair.ts";
import { writes } from "../operation.ts";
import { invalidInput } from "../protocol/service-error.ts";
import { recordOperation } from "../record-operation.ts";
import { required, string, structure } from "../shapes.ts";
import { operationView } from "../views/operation.ts";

/** Instances that were made with the key pair keep it. The default one needs its fingerprint. */
export const deleteKeyPair = writes(
  structure({ keyPairName: required(resourceName), expectedFingerprint: string() }),
  (context, { keyPairName, expectedFingerprint }) => {
    const record = context.state.get("KeyPair", keyPairName);
    if (keyPairName === DEFAULT_KEY_PAIR && expectedFingerprint === undefined) {
      throw invalidInput("The fingerprint is required to delete the default key pair.");
    }
    if (expectedFingerprint !== undefined && expectedFingerprint !== record.fingerprint) {
      throw invalidInput("The fingerprint does not match the key pair's.");
    }
    context.state.remove(record);
    const operation = recordOperation(context, {
      operationType: "DeleteKeyPair",
      resourceName: keyPairName,
      resourceType: "KeyPair",
    });
    return { operation: operationView(operation, context) };
  },
);
