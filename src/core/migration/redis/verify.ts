import type { Clock } from "../../clock.ts";
import type { RedisCommand, RedisNode } from "../../contracts/redis-control.ts";
import type { RedisDifference, RedisVerification } from "../../records/redis-migration.ts";
import { throwIfAborted } from "../../time/wait.ts";
import { areSameTimes, EXPIRY_TOLERANCE } from "./clocks.ts";
import { keyName } from "./failures.ts";
import { ask, buffersOf, listOf, numberOf, textOf } from "./replies.ts";
import type { Primary, RedisStore } from "./store.ts";
import { byOwner } from "./transfer.ts";
import { areSameDumps, valueOf } from "./value.ts";

const PAGE = 1_000;

/** Differences that are listed. */
const LISTED = 20;

export interface VerifyOptions {
  source: RedisStore;
  target: RedisStore;
  match: string | undefined;
  sample: number;
  clock: Clock;
  signal: AbortSignal;
  onCount: (keys: number) => void;
  random?: () => number;
}

interface Sampled {
  key: Buffer;
  from: Primary;
}

/**
 * Looks whether each key of the source is in the target, and compares some at random by type, value
 * and expiry.
 */
export async function verify(options: VerifyOptions): Promise<RedisVerification> {
  const { source, target, sample, clock, signal, onCount, random = Math.random } = options;
  const counts = { keys: 0, present: 0, vanished: 0 };
  const differences: RedisDifference[] = [];
  let different = 0;
  const tell = (key: Buffer, what: RedisDifference["what"]): void => {
    different += 1;
    if (differences.length < LISTED) differences.push({ key: keyName(key), what });
  };
  const sampled: Sampled[] = [];
  for (const from of source.primaries) {
    for await (const keys of pages(from.node, options)) {
      const missing = await missingOf(target, keys);
      const isMissing = new Set(missing);
      for (const key of keys) {
        // Every key has the same chance to be among the sampled, however many there are.
        const place =
          counts.present < sample ? counts.present : Math.floor(random() * (counts.present + 1));
        if (isMissing.has(key)) continue;
        if (place < sample) sampled[place] = { key, from };
        counts.present += 1;
      }
      counts.keys += keys.length;
      for (const key of missing) {
        if (numberOf(await ask(from.node, "EXISTS", key)) === 0) counts.vanished += 1;
        else tell(key, "missing");
      }
      onCount(counts.keys);
    }
  }
  for (const { key, from } of sampled) {
    throwIfAborted(signal);
    const what = await differenceOf(key, from.node, target.ownerOf(key).node, clock);
    if (what !== null) tell(key, what);
  }
  return { ...counts, compared: sampled.length, differences, different };
}

async function* pages(
  node: RedisNode,
  { match, signal }: Pick<VerifyOptions, "match" | "signal">,
): AsyncGenerator<Buffer[]> {
  let cursor = "0";
  do {
    throwIfAborted(signal);
    const command: RedisCommand = ["SCAN", cursor, "COUNT", String(PAGE)];
    const reply = await ask(node, ...command, ...(match === undefined ? [] : ["MATCH", match]));
    const [next, keys] = listOf(reply);
    cursor = textOf(next);
    yield buffersOf(keys);
  } while (cursor !== "0");
}

/** A single server is asked for the number of all at once; only when that is less, for each. */
async function missingOf(target: RedisStore, keys: readonly Buffer[]): Promise<Buffer[]> {
  if (keys.length === 0) return [];
  const [only] = target.primaries;
  if (!target.isCluster && only !== undefined) {
    if (numberOf(await ask(only.node, "EXISTS", ...keys)) === keys.length) return [];
  }
  const missing: Buffer[] = [];
  for (const [{ node }, own] of byOwner(
    target,
    keys.map((key) => ({ key })),
  )) {
    const replies = await node.send(own.map(({ key }) => ["EXISTS", key]));
    for (const [index, { key }] of own.entries()) if (replies[index] !== 1) missing.push(key);
  }
  return missing;
}

async function differenceOf(
  key: Buffer,
  from: RedisNode,
  to: RedisNode,
  clock: Clock,
): Promise<RedisDifference["what"] | null> {
  const asked = clock.now();
  const [[one, ttl], [other, otherTtl]] = (await Promise.all(
    [from, to].map((it) => look(it, key)),
  )) as [Look, Look];
  // The two may have answered so far apart.
  const tolerance = EXPIRY_TOLERANCE + clock.now() - asked;
  if (!areSameDumps(one, other) && (await valueOf(from, key)) !== (await valueOf(to, key))) {
    return (await isGone(from, key)) ? null : (await isGone(to, key)) ? "missing" : "type or value";
  }
  return areSameTimes(ttl, otherTtl, tolerance) ? null : "expiry";
}

/** The time to live is null for none. */
type Look = readonly [dump: unknown, ttl: number | null];

async function look(node: RedisNode, key: Buffer): Promise<Look> {
  const [dump, ttl] = await node.send([
    ["DUMP", key],
    ["PTTL", key],
  ]);
  const left = numberOf(ttl);
  return [dump, left < 0 ? null : left];
}

async function isGone(node: RedisNode, key: Buffer): Promise<boolean> {
  return numberOf(await ask(node, "EXISTS", key)) === 0;
}
