import type { Clock } from "../clock.ts";
import { QuantsError, amended } from "../errors.ts";

/** The result of one poll. */
export type Observation<T> = { done: true; value: T } | { done: false; seen: string };

export interface PollOptions<T> {
  clock: Clock;
  /** Milliseconds until the wait gives up. */
  timeoutMs: number;
  /** Milliseconds between polls; each pause varies by up to a fifth, and grows while polls fail. */
  intervalMs: number;
  signal?: AbortSignal | undefined;
  /**
   * One poll, given the milliseconds left. A retryable QuantsError counts as "nothing seen"; any
   * other error ends the wait.
   */
  look: (remainingMs: number) => Promise<Observation<T>>;
  /** Called when a poll's result differs from the previous one. */
  onChange?: ((seen: string) => void) | undefined;
  /** Builds the error from the last thing seen. */
  onTimeout: (lastSeen: string) => QuantsError;
  /** For tests: a number in [0, 1). */
  random?: (() => number) | undefined;
}

/** Failed polls double the pause up to this, since haste makes throttling worse. */
const MAX_PAUSE = 15_000;

/**
 * Polls until `look` is done. A transient failure is not fatal: the wait continues until its time
 * is up, and its timeout then has that failure as the cause. An aborted signal ends it with the
 * signal's reason, as a QuantsError.
 */
export async function poll<T>(options: PollOptions<T>): Promise<T> {
  const { clock, signal, random = Math.random } = options;
  const deadline = clock.now() + options.timeoutMs;
  let lastSeen = "nothing yet";
  let lastFailure: QuantsError | undefined;
  let failures = 0;

  for (;;) {
    throwIfAborted(signal);
    try {
      const observation = await options.look(Math.max(0, deadline - clock.now()));
      if (observation.done) return observation.value;
      lastFailure = undefined;
      failures = 0;
      if (observation.seen !== lastSeen) {
        lastSeen = observation.seen;
        options.onChange?.(lastSeen);
      }
    } catch (error) {
      if (!(error instanceof QuantsError) || !error.retryable) throw error;
      lastFailure = error;
      failures += 1;
    }
    const remaining = deadline - clock.now();
    if (remaining <= 0) throw withCause(options.onTimeout(lastSeen), lastFailure);
    const { intervalMs } = options;
    const grown = Math.max(intervalMs, Math.min(intervalMs * 2 ** failures, MAX_PAUSE));
    await pause(clock, Math.min(grown * (0.8 + 0.4 * random()), remaining), signal);
  }
}

/** Sleeps; an aborted signal ends it with the signal's reason, as a QuantsError. */
export async function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  throwIfAborted(signal);
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  }
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw abortReason(signal);
}

/** Why a signal was aborted: its reason if that is a QuantsError, otherwise `interrupted`. */
export function abortReason(signal: AbortSignal): QuantsError {
  const reason: unknown = signal.reason;
  if (reason instanceof QuantsError) return reason;
  return new QuantsError("interrupted", "The call was aborted.", { cause: reason });
}

function withCause(error: QuantsError, cause: QuantsError | undefined): QuantsError {
  if (cause === undefined) return error;
  return amended(error, {
    message: `${error.message} The last attempt failed: ${cause.message}`,
    docs: error.docs ?? cause.docs,
    requestId: cause.requestId,
    cause,
  });
}
