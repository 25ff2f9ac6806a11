import type { Instance } from "../model.ts";
import { ownValue } from "../text/own-value.ts";

/**
 * Names the key pair that opens an instance since its key was rotated: Lightsail goes on showing the one that it
 * was made with. Two names, the old one first, while that is under way.
 */
export const KEY_TAG = "quants-ctl:key-pair";

const NAMES = /^[A-Za-z0-9][\w.-]*(?: [A-Za-z0-9][\w.-]*)?$/;

/** Names of the key pairs whose public keys the instance holds, as far as is known. */
export function heldKeys({
  key_pair: madeWith,
  tags,
}: Pick<Instance, "key_pair" | "tags">): string[] {
  const told = ownValue(tags, KEY_TAG);
  if (told !== undefined && NAMES.test(told)) return told.split(" ");
  return madeWith === null ? [] : [madeWith];
}
