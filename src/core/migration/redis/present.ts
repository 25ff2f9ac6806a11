import type { RedisNode } from "../../contracts/redis-control.ts";
import { QuantsError } from "../../errors.ts";
import { keyName } from "./failures.ts";
import type { Item } from "./item.ts";
import type { RedisStore } from "./store.ts";
import { byOwner, type TransferOptions } from "./transfer.ts";
import { areSameDumps, valueOf } from "./value.ts";

/** Keys that an error names. */
const NAMED = 10;

/**
 * Judges keys that the target has already. An equal value is no conflict: an earlier run, or this
 * one, copied it. Another one is left as it is; unless it is to be skipped, that is an error.
 */
export async function judgePresent(
  source: RedisNode,
  target: RedisStore,
  items: readonly Item[],
  { tally, onConflict }: TransferOptions,
): Promise<void> {
  const others: Buffer[] = [];
  for (const [{ node }, own] of byOwner(target, items)) {
    const replies = await node.send(
      own.map(({ key, isString }) => [isString ? "GET" : "DUMP", key]),
    );
    for (const [index, { key, payload, isString }] of own.entries()) {
      const reply = replies[index];
      const isSame = isString
        ? Buffer.isBuffer(reply) && payload.equals(reply)
        : areSameDumps(payload, reply) ||
          (await valueOf(source, key)) === (await valueOf(node, key));
      if (isSame) tally.same += 1;
      else if (onConflict === "skip") tally.skipped += 1;
      else others.push(key);
    }
  }
  if (others.length === 0) return;
  const names = others.slice(0, NAMED).map(keyName);
  const more = others.length > NAMED ? ", …" : "";
  throw new QuantsError(
    "conflict",
    `The target has another value of: ${names.join(", ")}${more}.`,
    {
      hint: "It was left as it is. Who else writes there? To go on: --on-conflict skip keeps what the target has, replace takes what the source has.",
      resource: target.address,
    },
  );
}
