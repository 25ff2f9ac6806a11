import type { CallObserver } from "../../core/contracts/call-observer.ts";
import type { AwsCredentials, AwsSessionOptions } from "../aws/session-options.ts";
import type { Clock } from "../../core/clock.ts";

/** Long-lived keys, or temporary ones with their session token. */
export type LightsailCredentials = AwsCredentials;

/** Where requests go, and in whose name. */
export interface SessionOptions extends AwsSessionOptions {
  /** Provider id that the managers show. Default `lightsail`, or `sandbox` with a request handler. */
  provider?: string | undefined;
}

/** Opened with `openSession`, and handed to managers. */
export interface LightsailSession {
  readonly provider: string;
  /** The profile that credentials come from; undefined when they come from elsewhere. */
  readonly profile: string | undefined;
  readonly observer: CallObserver | undefined;
}

export interface LightsailManagerOptions extends SessionOptions {
  /** AWS region, e.g. `ap-northeast-1`. */
  region: string;
  /** Default: the system's. */
  clock?: Clock | undefined;
  /** Shared with managers of other regions; the options that make a session are then of no account. */
  session?: LightsailSession | undefined;
}
