import { resourceName } from "../common-shapes.ts";
import { newId } from "../identity.ts";
import { parsePublicKey } from "../keys/key-pair.ts";
import { assertNewNames } from "../names.ts";
import { writes } from "../operation.ts";
import { invalidInput } from "../protocol/service-error.ts";
import { recordOperation } from "../record-operation.ts";
import { required, string, structure } from "../shapes.ts";
import { operationView } from "../views/operation.ts";

export const importKeyPair = writes(
  structure({ keyPairName: required(resourceName), publicKeyBase64: required(string()) }),
  (context, { keyPairName, publicKeyBase64 }) => {
    assertNewNames(context.state, [keyPairName]);
    const material = parsePublicKey(publicKeyBase64);
    if (material === undefined) {
      throw invalidInput("The public key is not a valid RSA or ed25519 key in OpenSSH form.");
    }
    context.state.add({
      resourceType: "KeyPair",
      name: keyPairName,
      id: newId(),
      sequence: context.state.nextSequence(),
      createdAt: context.now,
      tags: [],
      ...material,
    });
    const operation = recordOperation(context, {
      operationType: "ImportKeyPair",
      resourceName: keyPairName,
      resourceType: "KeyPair",
    });
    return { operation: operationView(operation, context) };
  },
);
