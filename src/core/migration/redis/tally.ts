import type { Item } from "./item.ts";

/** What a copy has done so far. */
export interface Tally {
  copied: number;
  bytes: number;
  /** There already with the same value: from an earlier run, or because the source told of a key twice. */
  same: number;
  /** There already with another value, and left so (`--on-conflict skip`). */
  skipped: number;
  /** Gone from the source before they were read: deleted or expired. */
  vanished: number;
  /** With an expiry. */
  expiring: number;
  byType: Record<string, number>;
  /** The largest single value, as bytes. */
  largest: number;
}

export function emptyTally(): Tally {
  return {
    ...{ copied: 0, bytes: 0, same: 0, skipped: 0, vanished: 0, expiring: 0 },
    byType: {},
    largest: 0,
  };
}

/** By the first byte of what DUMP gives: the format of an RDB file. */
const TYPES: readonly (readonly [type: string, ...codes: number[]])[] = [
  ["string", 0],
  ["list", 1, 10, 14, 18],
  ["set", 2, 11, 20],
  ["zset", 3, 5, 12, 17],
  ["hash", 4, 9, 13, 16, 22, 23, 24, 25],
  ["stream", 15, 19, 21, 26],
  ["module", 6, 7],
];

const NAMES: readonly string[] = TYPES.reduce<string[]>((names, [type, ...codes]) => {
  for (const code of codes) names[code] = type;
  return names;
}, []);

export function countCopied(tally: Tally, { payload, isString, expiry }: Item): void {
  const type = isString ? "string" : (NAMES[payload[0] ?? -1] ?? "other");
  tally.copied += 1;
  tally.bytes += payload.length;
  tally.byType[type] = (tally.byType[type] ?? 0) + 1;
  if (expiry !== null) tally.expiring += 1;
  if (payload.length > tally.largest) tally.largest = payload.length;
}
