import type { WaitingOptions } from "./waiting.ts";

/** A snapshot of a full disk takes far longer than an instance's start. */
const DEFAULT_TIMEOUT_MS = 1_800_000;
const DEFAULT_POLL_MS = 5_000;

/** The waiting options of a command that waits for snapshots. */
export function snapshotWaiting<T extends WaitingOptions>(options: T): T {
  const { timeout = DEFAULT_TIMEOUT_MS, pollInterval = DEFAULT_POLL_MS } = options;
  return { ...options, timeout, pollInterval };
}
