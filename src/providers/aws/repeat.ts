import type { Clock } from "../../core/clock.ts";
import { pause } from "../../core/time/wait.ts";
import type { Failure } from "./failure.ts";

/** Milliseconds before the second try; each further try waits twice as long. */
const FIRST_PAUSE = { soon: 200, slower: 500 };
const LONGEST_PAUSE = 10_000;
/**
 * A throttled call had no effect, and among hundreds of calls some are throttled several times in a
 * row: it deserves more tries than others, unless only one is allowed.
 */
const PATIENCE_WHEN_THROTTLED = 2;

/** Waits and returns true if the failed call is worth another try after this many. */
export async function mayRepeat(
  failure: Failure,
  tries: number,
  {
    maxAttempts,
    clock,
    signal,
  }: { maxAttempts: number; clock: Clock; signal?: AbortSignal | undefined },
): Promise<boolean> {
  if (failure.repeat === "no") return false;
  const isPatient = failure.error.code === "throttled" && maxAttempts > 1;
  if (tries >= (isPatient ? maxAttempts * PATIENCE_WHEN_THROTTLED : maxAttempts)) return false;
  const longest = Math.min(FIRST_PAUSE[failure.repeat] * 2 ** (tries - 1), LONGEST_PAUSE);
  await pause(clock, longest * (0.5 + 0.5 * Math.random()), signal);
  return true;
}
