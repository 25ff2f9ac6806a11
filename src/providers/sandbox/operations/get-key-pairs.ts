import { pageToken } from "../common-shapes.ts";
import { DEFAULT_KEY_PAIR, defaultKeyPair, prepareDefaultKey } from "../default-key-pair.ts";
import { writesPrepared } from "../operation.ts";
import { page } from "../paging.ts";
import { boolean, structure } from "../shapes.ts";
import { keyPairView } from "../views/key-pair.ts";

/** The default key pair is listed on request, once an instance uses it. */
export const getKeyPairs = writesPrepared(
  structure({ pageToken, includeDefaultKeyPair: boolean() }),
  async (context, { includeDefaultKeyPair }) => {
    const isUsed = (): boolean =>
      context.state.list("Instance").some(({ keyPairName }) => keyPairName === DEFAULT_KEY_PAIR);
    return includeDefaultKeyPair === true && isUsed()
      ? await prepareDefaultKey(context)
      : undefined;
  },
  (context, input, material) => {
    defaultKeyPair(context, material);
    const listed = context.state
      .list("KeyPair")
      .filter(({ name }) => name !== DEFAULT_KEY_PAIR || input.includeDefaultKeyPair === true);
    const { items, nextPageToken } = page(listed, input.pageToken, [
      "GetKeyPairs",
      context.region.name,
      input.includeDefaultKeyPair === true ? "all" : "own",
    ]);
    return { keyPairs: items.map((record) => keyPairView(record, context)), nextPageToken };
  },
);
