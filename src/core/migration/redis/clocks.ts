import type { Clock } from "../../clock.ts";
import type { RedisNode, RedisReply } from "../../contracts/redis-control.ts";
import { ask, listOf, numberOf } from "./replies.ts";

/** Milliseconds by which the expiries of a key and its copy may differ. */
export const EXPIRY_TOLERANCE = 2_000;

/** A round trip that tells the time well enough, in milliseconds. */
const QUICK = EXPIRY_TOLERANCE / 4;

/** How often a server is asked for its time until a round trip is quick. */
const TRIES = 5;

/** Milliseconds that the clocks of the two servers are ahead of ours. */
export interface Clocks {
  source: number;
  target: number;
}

/** Resolves with the milliseconds that a server's clock is ahead of ours. */
export async function aheadOf(node: RedisNode, clock: Clock): Promise<number> {
  let best = { took: Number.POSITIVE_INFINITY, ahead: 0 };
  for (let tries = 0; tries < TRIES && best.took > QUICK; tries += 1) {
    const before = clock.now();
    const time = timeOf(await ask(node, "TIME"));
    const took = clock.now() - before;
    // Somewhere between the two; on a slow way the middle is the best guess.
    if (took < best.took) best = { took, ahead: time - before - took / 2 };
  }
  return Math.round(best.ahead);
}

/** What TIME answers, in milliseconds since the epoch. */
export function timeOf(reply: RedisReply | undefined): number {
  const [seconds, micros] = listOf(reply);
  return numberOf(seconds) * 1_000 + Math.round(numberOf(micros) / 1_000);
}

/** Of two expiries or times to live, in milliseconds; null for none. */
export function areSameTimes(
  one: number | null,
  other: number | null,
  tolerance = EXPIRY_TOLERANCE,
): boolean {
  return one === null || other === null ? one === other : Math.abs(one - other) <= tolerance;
}
