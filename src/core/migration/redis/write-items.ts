import {
  type RedisCommand,
  type RedisNode,
  type RedisReply,
  RedisReplyError,
} from "../../contracts/redis-control.ts";
import { EXPIRY_TOLERANCE } from "./clocks.ts";
import { restoreFailure } from "./failures.ts";
import type { Item } from "./item.ts";
import { refused } from "./replies.ts";
import type { RedisStore } from "./store.ts";
import { countCopied } from "./tally.ts";
import { byOwner, type OnConflict, type TransferOptions } from "./transfer.ts";

/** Writes the items. Resolves with those that the target has already. */
export async function writeItems(
  target: RedisStore,
  items: readonly Item[],
  options: TransferOptions,
): Promise<Item[]> {
  const groups = await Promise.all(
    [...byOwner(target, items)].map(async ([{ node }, own]) => {
      const isPlain = ({ isString, expiry }: Item): boolean =>
        isString && expiry === null && !target.isCluster;
      const left = await writeTogether(node, own.filter(isPlain), options);
      return writeEach(node, [...left, ...own.filter((it) => !isPlain(it))], options);
    }),
  );
  return groups.flat();
}

/**
 * Writes strings without expiry by one command. Resolves with what is left to be written one by one:
 * all, when the target has any of them.
 */
async function writeTogether(
  node: RedisNode,
  items: readonly Item[],
  { onConflict, tally }: TransferOptions,
): Promise<readonly Item[]> {
  const [first] = items;
  if (first === undefined) return [];
  const pairs: Buffer[] = [];
  for (const { key, payload } of items) pairs.push(key, payload);
  const [reply] = await node.send([[onConflict === "replace" ? "MSET" : "MSETNX", ...pairs]]);
  if (reply instanceof RedisReplyError) throw restoreFailure(node, first, reply);
  if (reply === 0) return items;
  for (const item of items) countCopied(tally, item);
  return [];
}

async function writeEach(
  node: RedisNode,
  items: readonly Item[],
  { onConflict, tally, clock, clocks }: TransferOptions,
): Promise<Item[]> {
  const now = clock.now() + clocks.target;
  const living = items.filter(({ expiry }) => expiry === null || expiry > now);
  tally.vanished += items.length - living.length;
  const replies = await node.send(living.map((item) => writing(item, onConflict, now)));
  if (clock.now() + clocks.target - now > EXPIRY_TOLERANCE / 2) {
    // A string is given a time to live, which began when the server got to it.
    const late = living.filter((it, index) => it.isString && replies[index] === "OK");
    const answers = await node.send(late.flatMap((it) => expiring(it)));
    const failed = answers.find((it) => it instanceof RedisReplyError);
    if (failed !== undefined) throw refused(node, ["PEXPIREAT"], failed);
  }
  return living.filter((item, index) => {
    const reply = replies[index];
    if (isThere(reply)) return true;
    if (reply !== "OK") throw restoreFailure(node, item, reply);
    countCopied(tally, item);
    return false;
  });
}

function expiring({ key, expiry }: Item): RedisCommand[] {
  return expiry === null ? [] : [["PEXPIREAT", key, String(expiry)]];
}

function writing(
  { key, payload, isString, expiry }: Item,
  onConflict: OnConflict,
  now: number,
): RedisCommand {
  const replaces = onConflict === "replace";
  if (isString) {
    const time = expiry === null ? [] : ["PX", String(expiry - now)];
    return ["SET", key, payload, ...time, ...(replaces ? [] : ["NX"])];
  }
  const time = expiry === null ? [] : ["ABSTTL"];
  return ["RESTORE", key, String(expiry ?? 0), payload, ...(replaces ? ["REPLACE"] : []), ...time];
}

/** SET says so by null, RESTORE by an error. */
function isThere(reply: RedisReply | undefined): boolean {
  return reply === null || (reply instanceof RedisReplyError && reply.code === "BUSYKEY");
}
