import type { Wording } from "../text/advice.ts";
import { setMaxListeners } from "node:events";
import { QuantsError } from "../errors.ts";

/**
 * A signal that aborts with `signal`, and with `wait_timeout` when the time is up. `clear` cancels
 * it. In real time, because it limits waits for the network.
 */
export function withDeadline(
  signal: AbortSignal | undefined,
  afterMs: number,
  onTimeout: () => Error,
): { signal: AbortSignal; clear: () => void } {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(onTimeout()), afterMs);
  timer.unref();
  const either = AbortSignal.any([...(signal === undefined ? [] : [signal]), deadline.signal]);
  setMaxListeners(0, either);
  return { signal: either, clear: () => clearTimeout(timer) };
}

/** Nothing answered in time. */
export function noAnswer(timeoutMs: number, hint: Wording): QuantsError {
  return new QuantsError("wait_timeout", `No answer came within ${timeoutMs / 1_000} s.`, {
    hint,
    retryable: true,
  });
}
