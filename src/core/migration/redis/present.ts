import type { RedisNode } from "../../contracts/redis-control.ts";
import { QuantsError } from "../../errors.ts";
import { areSameTimes, EXPIRY_TOLERANCE, timeOf } from "./clocks.ts";
import { keyName } from "./failures.ts";
import type { Item } from "./item.ts";
import { numberOf } from "./replies.ts";
import type { RedisStore } from "./store.ts";
import { byOwner, type TransferOptions } from "./transfer.ts";
import { areSameDumps, valueOf } from "./value.ts";

/** What PTTL answers for a key that does not exist. */
const GONE = -2;

/** Keys that an error names. */
const NAMED = 10;

/**
 * Judges keys that the target has already. An equal value with an equal expiry is no conflict: an
 * earlier run, or this one, copied it. Another one is left as it is; unless it is to be skipped, that
 * is an error.
 */
export async function judgePresent(
  source: RedisNode,
  target: RedisStore,
  items: readonly Item[],
  { tally, onConflict }: TransferOptions,
): Promise<void> {
  const others: Buffer[] = [];
  for (const [{ node }, own] of byOwner(target, items)) {
    const [time, ...replies] = await node.send([
      ["TIME"],
      ...own.map(({ key }) => ["PTTL", key] as const),
      ...own.map(({ key, isString }) => [isString ? "GET" : "DUMP", key] as const),
    ]);
    const now = timeOf(time);
    for (const [index, { key, payload, isString, expiry }] of own.entries()) {
      const reply = replies[own.length + index];
      const isSame = isString
        ? Buffer.isBuffer(reply) && payload.equals(reply)
        : areSameDumps(payload, reply) ||
          (await valueOf(source, key)) === (await valueOf(node, key));
      const left = numberOf(replies[index]);
      const there = left < 0 ? null : now + left;
      // It was there a moment ago, and its time is up.
      if (left === GONE && expiry !== null && expiry - now <= EXPIRY_TOLERANCE) tally.vanished += 1;
      else if (isSame && left !== GONE && areSameTimes(expiry, there)) tally.same += 1;
      else if (onConflict === "skip") tally.skipped += 1;
      else others.push(key);
    }
  }
  if (others.length === 0) return;
  const names = others.slice(0, NAMED).map(keyName);
  const more = others.length > NAMED ? ", …" : "";
  throw new QuantsError(
    "conflict",
    `The target has another value or expiry of: ${names.join(", ")}${more}.`,
    {
      hint: "It was left as it is. Who else writes there? To go on: --on-conflict skip keeps what the target has, replace takes what the source has.",
      resource: target.address,
    },
  );
}
