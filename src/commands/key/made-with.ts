import { heldKeys } from "../../core/instances/held-keys.ts";
import type { Instance, KeyPair } from "../../core/model.ts";

/** Names of the instances of the region that hold the public key of this pair. */
export function madeWith(
  { name }: Pick<KeyPair, "name">,
  instances: readonly Instance[],
): string[] {
  return instances.filter((it) => heldKeys(it).includes(name)).map((it) => it.name);
}
