import type { Instance, KeyPair } from "../../core/model.ts";

/** Names of the instances of the region that were made with this key pair. */
export function madeWith(
  { name }: Pick<KeyPair, "name">,
  instances: readonly Instance[],
): string[] {
  return instances.filter((it) => it.key_pair === name).map((it) => it.name);
}
