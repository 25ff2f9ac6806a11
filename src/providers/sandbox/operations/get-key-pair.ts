import { named } from "../common-shapes.ts";
import { DEFAULT_KEY_PAIR, defaultKeyPair, prepareDefaultKey } from "../default-key-pair.ts";
import { writesPrepared } from "../operation.ts";
import { keyPairView } from "../views/key-pair.ts";

/** A write, because the default key is made when it is first asked for. */
export const getKeyPair = writesPrepared(
  named("keyPairName"),
  async (context, { keyPairName }) =>
    keyPairName === DEFAULT_KEY_PAIR ? await prepareDefaultKey(context) : undefined,
  (context, { keyPairName }, material) => {
    defaultKeyPair(context, material);
    return { keyPair: keyPairView(context.state.get("KeyPair", keyPairName), context) };
  },
);
