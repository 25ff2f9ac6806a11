import type { CallOptions } from "./call-options.ts";

export interface WaitOptions extends CallOptions {
  /** Milliseconds until `wait_timeout`. Default 300 000. */
  timeoutMs?: number | undefined;
  /** Milliseconds between polls before jitter. Default 2 000. */
  pollIntervalMs?: number | undefined;
  /** Called once for every change that a poll sees, e.g. `pending`, `running, no address yet`. */
  onChange?: ((seen: string) => void) | undefined;
}
