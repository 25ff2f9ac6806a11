import { resourceName, tagList } from "../common-shapes.ts";
import { newId } from "../identity.ts";
import { newRsaKey } from "../keys/key-pair.ts";
import { assertNewNames } from "../names.ts";
import { writesPrepared } from "../operation.ts";
import { recordOperation } from "../record-operation.ts";
import { required, structure } from "../shapes.ts";
import type { KeyPairRecord } from "../state/records.ts";
import { mergeTags } from "../tags.ts";
import { keyPairView } from "../views/key-pair.ts";
import { operationView } from "../views/operation.ts";

/** The private key is handed out once and not kept. */
export const createKeyPair = writesPrepared(
  structure({ keyPairName: required(resourceName), tags: tagList }),
  ({ state }, { keyPairName }) => {
    assertNewNames(state, [keyPairName]);
    return newRsaKey();
  },
  (context, { keyPairName, tags }, material) => {
    const { state, now } = context;
    assertNewNames(state, [keyPairName]);
    const record: KeyPairRecord = {
      resourceType: "KeyPair",
      name: keyPairName,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      tags: mergeTags([], tags),
      fingerprint: material.fingerprint,
      publicKey: material.publicKey,
    };
    state.add(record);
    const operation = recordOperation(context, {
      operationType: "CreateKeyPair",
      resourceName: keyPairName,
      resourceType: "KeyPair",
    });
    return {
      keyPair: keyPairView(record, context),
      // Neither is base64 of a key, despite the names.
      publicKeyBase64: material.publicKey,
      privateKeyBase64: material.privateKey,
      operation: operationView(operation, context),
    };
  },
);
