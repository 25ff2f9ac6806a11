import {
  type RedisCommand,
  type RedisNode,
  type RedisReply,
  RedisReplyError,
} from "../../contracts/redis-control.ts";
import type { Clock } from "../../clock.ts";
import { restoreFailure } from "./failures.ts";
import type { Item } from "./item.ts";
import { refused } from "./replies.ts";
import { type Primary, type RedisStore } from "./store.ts";
import { type Tally, typeOfDump } from "./tally.ts";

export type OnConflict = "fail" | "skip" | "replace";

export interface TransferOptions {
  clock: Clock;
  tally: Tally;
  onConflict: OnConflict;
  /** Milliseconds that the target's clock is ahead of ours. */
  ahead: number;
}

/** Reads the keys; those that are gone by now are counted. */
export async function readItems(
  node: RedisNode,
  keys: readonly Buffer[],
  { clock, tally, ahead }: TransferOptions,
): Promise<Item[]> {
  const commands: RedisCommand[] = [];
  for (const key of keys) commands.push(["PTTL", key], ["DUMP", key]);
  const replies = await node.send(commands);
  const now = clock.now() + ahead;
  const items: Item[] = [];
  for (const [index, key] of keys.entries()) {
    const [left, dump] = [replies[2 * index], replies[2 * index + 1]];
    if (dump instanceof RedisReplyError) throw refused(node, ["DUMP", key], dump);
    if (left instanceof RedisReplyError) throw refused(node, ["PTTL", key], left);
    if (!Buffer.isBuffer(dump)) tally.vanished += 1;
    else {
      const expiry = typeof left === "number" && left >= 0 ? now + left : null;
      items.push({ key, dump, expiry });
    }
  }
  return items;
}

/** Writes them. Resolves with those that the target has already. */
export async function writeItems(
  target: RedisStore,
  items: readonly Item[],
  options: TransferOptions,
): Promise<Item[]> {
  const present: Item[] = [];
  await Promise.all(
    [...byOwner(target, items)].map(async ([{ node }, own]) => {
      const replies = await node.send(own.map((item) => restore(item, options.onConflict)));
      for (const [index, item] of own.entries()) {
        const reply = replies[index];
        if (reply === "OK") count(options.tally, item);
        else if (isBusy(reply)) present.push(item);
        else throw restoreFailure(node, item, reply);
      }
    }),
  );
  return present;
}

function restore({ key, dump, expiry }: Item, onConflict: OnConflict): RedisCommand {
  const replace = onConflict === "replace" ? ["REPLACE"] : [];
  if (expiry === null) return ["RESTORE", key, "0", dump, ...replace];
  return ["RESTORE", key, String(expiry), dump, ...replace, "ABSTTL"];
}

function isBusy(reply: RedisReply | undefined): boolean {
  return reply instanceof RedisReplyError && reply.code === "BUSYKEY";
}

function count(tally: Tally, { dump, expiry }: Item): void {
  const type = typeOfDump(dump);
  tally.copied += 1;
  tally.bytes += dump.length;
  tally.byType[type] = (tally.byType[type] ?? 0) + 1;
  if (expiry !== null) tally.expiring += 1;
  if (dump.length > tally.largest) tally.largest = dump.length;
}

export function byOwner<T extends { key: Buffer }>(
  store: RedisStore,
  items: readonly T[],
): Map<Primary, T[]> {
  const [only] = store.primaries;
  if (!store.isCluster && only !== undefined) return new Map([[only, [...items]]]);
  const groups = new Map<Primary, T[]>();
  for (const item of items) {
    const owner = store.ownerOf(item.key);
    const group = groups.get(owner);
    if (group === undefined) groups.set(owner, [item]);
    else group.push(item);
  }
  return groups;
}
