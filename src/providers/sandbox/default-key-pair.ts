import type { ReadContext, WriteContext } from "./context.ts";
import { newId } from "./identity.ts";
import { type KeyMaterial, newRsaKey } from "./keys/key-pair.ts";
import type { KeyPairRecord } from "./state/records.ts";

export const DEFAULT_KEY_PAIR = "LightsailDefaultKeyPair";

/** Makes the region's default key if there is none yet: an instance that uses it need not wait. */
export async function prepareDefaultKey({ state }: ReadContext): Promise<KeyMaterial | undefined> {
  return state.find("KeyPair", DEFAULT_KEY_PAIR) === undefined ? await newRsaKey() : undefined;
}

/** The default key pair, stored with `material` unless another process was faster. */
export function defaultKeyPair(
  { state, now }: WriteContext,
  material: KeyMaterial | undefined,
): KeyPairRecord | undefined {
  const existing = state.find("KeyPair", DEFAULT_KEY_PAIR);
  if (existing !== undefined || material === undefined) return existing;
  const record: KeyPairRecord = {
    resourceType: "KeyPair",
    name: DEFAULT_KEY_PAIR,
    id: newId(),
    sequence: state.nextSequence(),
    createdAt: now,
    tags: [],
    ...material,
  };
  state.add(record);
  return record;
}
