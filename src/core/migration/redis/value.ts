import type { RedisCommand, RedisNode } from "../../contracts/redis-control.ts";
import { ownValue } from "../../text/own-value.ts";
import { ask, buffersOf, numberOf, textOf } from "./replies.ts";

/** Bytes; what is larger is compared by its number of elements. */
const WHOLE = 8 << 20;

const READERS: Readonly<Record<string, (key: Buffer) => RedisCommand>> = {
  string: (key) => ["GET", key],
  list: (key) => ["LRANGE", key, "0", "-1"],
  set: (key) => ["SMEMBERS", key],
  zset: (key) => ["ZRANGE", key, "0", "-1", "WITHSCORES"],
  hash: (key) => ["HGETALL", key],
  stream: (key) => ["XRANGE", key, "-", "+"],
};

const LENGTHS: Readonly<Record<string, string>> = {
  ...{ string: "STRLEN", list: "LLEN", set: "SCARD", zset: "ZCARD", hash: "HLEN", stream: "XLEN" },
};

/**
 * A key's type and value as one text that is equal for equal values, however the server stores
 * them. Null: there is no such key.
 */
export async function valueOf(node: RedisNode, key: Buffer): Promise<string | null> {
  const [typeReply, sizeReply] = await node.send([
    ["TYPE", key],
    ["MEMORY", "USAGE", key],
  ]);
  const type = textOf(typeReply);
  if (type === "none") return null;
  const reader = ownValue(READERS, type);
  if (reader === undefined) return `${type}: ${await dumpOf(node, key)}`;
  // Where sizes can't be asked for, values are read as they are.
  const size = typeof sizeReply === "number" ? sizeReply : 0;
  if (size > WHOLE)
    return `${type} of ${numberOf(await ask(node, ownValue(LENGTHS, type) ?? "", key))}`;
  const reply = await ask(node, ...reader(key));
  if (type === "string") return `string ${textIn(reply)}`;
  if (type === "stream") {
    const groups = await ask(node, "XINFO", "GROUPS", key);
    return JSON.stringify([type, plain(reply), plain(groups)]);
  }
  const items = buffersOf(reply).map(textIn);
  if (type === "set") items.sort();
  const pairs = type === "hash" || type === "zset" ? paired(items) : items;
  return JSON.stringify([type, pairs]);
}

function paired(items: readonly string[]): string[] {
  const pairs: string[] = [];
  for (let at = 0; at < items.length; at += 2) pairs.push(JSON.stringify(items.slice(at, at + 2)));
  return pairs.toSorted();
}

/** Every byte as one character. */
function textIn(reply: unknown): string {
  return Buffer.isBuffer(reply) ? reply.toString("latin1") : String(reply);
}

function plain(reply: unknown): unknown {
  return Array.isArray(reply) ? reply.map(plain) : textIn(reply);
}

async function dumpOf(node: RedisNode, key: Buffer): Promise<string> {
  const dump = await ask(node, "DUMP", key);
  return textIn(dump);
}

/** Version and checksum at the end of what DUMP gives; they differ between servers. */
const FOOTER = 10;

/** True when the two are surely equal; false says nothing, as sets and hashes have no order. */
export function areSameDumps(one: unknown, other: unknown): boolean {
  if (!Buffer.isBuffer(one) || !Buffer.isBuffer(other) || one.length !== other.length) return false;
  return one.subarray(0, -FOOTER).equals(other.subarray(0, -FOOTER));
}
