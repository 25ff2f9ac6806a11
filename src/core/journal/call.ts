import type { ServiceAction } from "../contracts/service-action.ts";

/** One request to the service, as recorded in the journal. */
export interface JournalCall {
  n: number;
  at: string;
  /** The service's name for it. */
  operation: string;
  /** What it changes; null if unknown. */
  action: ServiceAction | null;
  region: string;
  resource: string | null;
  change: boolean;
  /** The key of the target it was made for; null without one. */
  target: string | null;
  /** Null if no answer came before the process ended. */
  outcome: string | null;
  effect: "done" | "none" | "unknown" | null;
  request_id: string | null;
}
