import type { ServiceAction } from "./service-action.ts";

/** One request to the provider, as it is told to an observer. */
export interface ObservedCall {
  /** The provider's name of the operation, e.g. `CreateInstances`. */
  operation: string;
  /** What it changes; null for what only reads, and for what is not known to change anything. */
  action: ServiceAction | null;
  region: string;
  /** What the call is about: an instance, a static IP. */
  resource: string | undefined;
  /** False for a call that only reads. */
  isChange: boolean;
}

export interface ObservedAnswer {
  /** The service's id of the request. */
  requestId: string | undefined;
  /** `ok` or an error code. */
  outcome: string;
  /** `unknown` when a failed request may have been carried out all the same. */
  effect: "done" | "none" | "unknown";
}

/**
 * Told of every request: before it is sent, and of its answer through the function that it
 * gave back. A request without an answer is one whose process ended.
 */
export type CallObserver = (call: ObservedCall) => (answer: ObservedAnswer) => void;
