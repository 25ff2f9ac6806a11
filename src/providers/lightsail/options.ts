import type { CallObserver } from "../../core/contracts/call-observer.ts";
import type { AwsCredentials, AwsSessionOptions } from "../aws/session-options.ts";
import type { Clock } from "../../core/clock.ts";

/** Long-lived keys, or temporary ones with their session token. */
export type LightsailCredentials = AwsCredentials;

/** Where requests go, and in whose name. */
export interface SessionOptions extends AwsSessionOptions {
  /** The provider id of the managers. Default `lightsail`, or `sandbox` with a request handler. */
  provider?: string | undefined;
}

/** Opened with `openSession` and passed to managers. */
export interface LightsailSession {
  readonly provider: string;
  /** The profile that credentials come from; undefined if they come from elsewhere. */
  readonly profile: string | undefined;
  readonly observer: CallObserver | undefined;
}

export interface LightsailManagerOptions extends SessionOptions {
  /** AWS region, e.g. `ap-northeast-1`. */
  region: string;
  /** Default: the system's. */
  clock?: Clock | undefined;
  /** Shared with managers of other regions; options for a new session are then ignored. */
  session?: LightsailSession | undefined;
}
