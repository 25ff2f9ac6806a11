import type { Clock } from "../../clock.ts";
import type { Clocks } from "./clocks.ts";
import type { Primary, RedisStore } from "./store.ts";
import type { Tally } from "./tally.ts";

export type OnConflict = "fail" | "skip" | "replace";

export interface TransferOptions {
  clock: Clock;
  tally: Tally;
  onConflict: OnConflict;
  clocks: Clocks;
}

/** The items by the server that has, or is to have, their key. */
export function byOwner<T extends { key: Buffer }>(
  store: RedisStore,
  items: readonly T[],
): Map<Primary, readonly T[]> {
  const [only] = store.primaries;
  if (!store.isCluster && only !== undefined) return new Map([[only, items]]);
  const groups = new Map<Primary, T[]>();
  for (const item of items) {
    const owner = store.ownerOf(item.key);
    const group = groups.get(owner);
    if (group === undefined) groups.set(owner, [item]);
    else group.push(item);
  }
  return groups;
}
