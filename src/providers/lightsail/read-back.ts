import type { Clock } from "../../core/clock.ts";
import { QuantsError, amended } from "../../core/errors.ts";
import { pause, throwIfAborted } from "../../core/time/wait.ts";

/** Milliseconds before each read, which itself is tried several times. */
const LOOKS = [0, 2_000, 5_000];

/**
 * Whether a change was carried out whose answer was lost; the last failure if that can't be read.
 * Whatever lost the answer often loses the next ones too, so one read is not enough.
 */
export async function readBack(
  isDone: () => Promise<boolean>,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<boolean | QuantsError> {
  let failure: QuantsError | undefined;
  for (const before of LOOKS) {
    if (before > 0) await pause(clock, before, signal);
    try {
      return await isDone();
    } catch (error) {
      throwIfAborted(signal);
      if (!(error instanceof QuantsError)) throw error;
      failure = error;
      if (!error.retryable) break;
    }
  }
  return failure ?? false;
}

/**
 * The error of a change that may have been carried out. A refusal proves nothing then, because the
 * change itself may be its cause: the failed read is the reason for the uncertainty.
 */
export function undecided(
  error: QuantsError,
  isRefusal: boolean,
  seen: false | QuantsError,
): QuantsError {
  const message = `${error.message} It is not known whether it was carried out.`;
  if (seen === false || !isRefusal) return amended(error, { message });
  return amended(seen, {
    message: `${message} ${seen.message}`,
    resource: error.resource,
    cause: error,
  });
}
