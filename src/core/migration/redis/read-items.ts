import {
  type RedisCommand,
  type RedisReply,
  RedisReplyError,
} from "../../contracts/redis-control.ts";
import { timeOf } from "./clocks.ts";
import type { Item } from "./item.ts";
import { listOf, refused } from "./replies.ts";
import type { Primary } from "./store.ts";
import type { TransferOptions } from "./transfer.ts";

/**
 * Reads the keys; those that are gone by now are counted. Strings are taken as they are: DUMP would
 * have the source compress, and the target unpack, each of them.
 */
export async function readItems(
  primary: Primary,
  keys: readonly Buffer[],
  { tally, clocks }: TransferOptions,
): Promise<Item[]> {
  const { node } = primary;
  const { strings, left, time: read } = await stringsOf(primary, keys);
  // When the server answered, by the target's clock, however long the answer was on its way.
  const now = timeOf(read) - clocks.source + clocks.target;
  const others = keys.filter((_, index) => strings[index] === null);
  const dumps = await node.send(others.map((key) => ["DUMP", key]));
  const items: Item[] = [];
  let seen = 0;
  for (const [index, key] of keys.entries()) {
    const string = strings[index] ?? null;
    const dump = string === null ? dumps[seen++] : null;
    const time = left[index];
    if (dump instanceof RedisReplyError) throw refused(node, ["DUMP"], dump);
    if (time instanceof RedisReplyError) throw refused(node, ["PTTL"], time);
    const payload = string ?? dump;
    // Without a time to live it was gone when that was asked for.
    if (!Buffer.isBuffer(payload) || time === GONE) tally.vanished += 1;
    else {
      const expiry = typeof time === "number" && time >= 0 ? now + time : null;
      items.push({ key, payload, isString: string !== null, expiry });
    }
  }
  return items;
}

/** What PTTL answers for a key that does not exist. */
const GONE = -2;

interface Strings {
  /** The value of each key that is a string, null for others. */
  strings: (Buffer | null)[];
  /** What PTTL says of each. */
  left: readonly RedisReply[];
  /** What TIME says at that moment. */
  time: RedisReply | undefined;
}

async function stringsOf({ node, facts }: Primary, keys: readonly Buffer[]): Promise<Strings> {
  const times: RedisCommand[] = keys.map((key) => ["PTTL", key]);
  if (!facts.isCluster) {
    const [values, time, ...left] = await node.send([["MGET", ...keys], ["TIME"], ...times]);
    if (values instanceof RedisReplyError) throw refused(node, ["MGET"], values);
    const strings = listOf(values).map((it) => (Buffer.isBuffer(it) ? it : null));
    return { strings, left, time };
  }
  // Keys of several slots can't be asked for at once there.
  const types = await node.send(keys.map((key) => ["TYPE", key]));
  const failed = types.find((it) => it instanceof RedisReplyError);
  if (failed !== undefined) throw refused(node, ["TYPE"], failed);
  const gets = keys.filter((_, index) => types[index] === "string");
  const [time, ...replies] = await node.send([
    ["TIME"],
    ...gets.map((key) => ["GET", key] as const),
    ...times,
  ]);
  let seen = 0;
  const strings = keys.map((_, index) => {
    const value = types[index] === "string" ? replies[seen++] : null;
    return Buffer.isBuffer(value) ? value : null;
  });
  return { strings, left: replies.slice(gets.length), time };
}
