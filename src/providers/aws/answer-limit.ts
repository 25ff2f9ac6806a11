import { withDeadline } from "../../core/time/deadline.ts";

/** Milliseconds. The SDK's own default lets a dead endpoint hang for minutes. */
export const REQUEST_TIMEOUT = 30_000;
/** Added to the SDK's own limit, which has the better message. */
const GRACE = 500;

export interface AnswerLimit {
  /** Milliseconds until the answer must have started. */
  requestTimeout: number;
  /** Aborted with the given signal, and when the answer is not complete in time. */
  signal: AbortSignal;
  clear: () => void;
}

/**
 * Limits one request. The SDK's own limit ends when an answer starts: the rest may trickle in
 * forever.
 */
export function answerLimit(
  operation: string,
  timeoutMs: number | undefined,
  signal: AbortSignal | undefined,
): AnswerLimit {
  const requestTimeout = Math.max(1_000, Math.min(timeoutMs ?? REQUEST_TIMEOUT, REQUEST_TIMEOUT));
  // In the form in which the SDK reports an answer that did not start in time.
  const unfinished = (): Error =>
    new DOMException(`${operation}: unfinished after ${requestTimeout} ms`, "TimeoutError");
  return { requestTimeout, ...withDeadline(signal, requestTimeout + GRACE, unfinished) };
}

/** The SDK heeds the signal during requests, but not while it resolves credentials. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
