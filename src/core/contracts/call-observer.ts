import type { ServiceAction } from "./service-action.ts";

/** One request to the provider, as an observer sees it. */
export interface ObservedCall {
  /** The provider's name of the operation, e.g. `CreateInstances`. */
  operation: string;
  /** What it changes; null for reads and for operations not known to change anything. */
  action: ServiceAction | null;
  region: string;
  /** The resource concerned: an instance, a static IP. */
  resource: string | undefined;
  /** False for a call that only reads. */
  isChange: boolean;
}

export interface ObservedAnswer {
  /** The service's id of the request. */
  requestId: string | undefined;
  /** `ok` or an error code. */
  outcome: string;
  /** `unknown` when a failed request may still have been carried out. */
  effect: "done" | "none" | "unknown";
}

/**
 * Called for every request before it is sent; the function that it returns receives the answer. A
 * request without an answer belongs to a process that ended.
 */
export type CallObserver = (call: ObservedCall) => (answer: ObservedAnswer) => void;
