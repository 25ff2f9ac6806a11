import type { ServiceAction } from "../contracts/service-action.ts";

/** One request to the service, as the journal tells of it. */
export interface JournalCall {
  n: number;
  at: string;
  /** As the service calls it. */
  operation: string;
  /** What it changes; null for what is not known. */
  action: ServiceAction | null;
  region: string;
  resource: string | null;
  change: boolean;
  /** The key of the target that it was made for; null for none. */
  target: string | null;
  /** Null when no answer came before the process ended. */
  outcome: string | null;
  effect: "done" | "none" | "unknown" | null;
  request_id: string | null;
}
