import { DEFAULT_KEY_PAIR, defaultKeyPair, prepareDefaultKey } from "../default-key-pair.ts";
import { seconds } from "../identity.ts";
import { writesPrepared } from "../operation.ts";
import { notFound } from "../protocol/service-error.ts";
import { structure } from "../shapes.ts";

export const downloadDefaultKeyPair = writesPrepared(
  structure({}),
  prepareDefaultKey,
  (context, _input, material) => {
    const record = defaultKeyPair(context, material);
    if (record === undefined) throw notFound("KeyPair", DEFAULT_KEY_PAIR);
    return {
      publicKeyBase64: record.publicKey,
      privateKeyBase64: record.privateKey,
      createdAt: seconds(record.createdAt),
    };
  },
);
