import type { CallObserver } from "../../core/contracts/call-observer.ts";
import type { Clock } from "../../core/clock.ts";

/** Long-lived keys, or temporary ones with their session token. */
export interface LightsailCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

/** What carries a request to Lightsail: the sandbox's stands in for HTTPS to AWS. */
export interface RequestHandler {
  handle(request: never, options?: never): Promise<{ response: unknown }>;
}

/** Where requests go, and in whose name. */
export interface SessionOptions {
  /**
   * A profile chosen on purpose (flag, config file). It wins over credentials in the
   * environment; AWS_PROFILE, which does not, is read here and need not be passed.
   */
  profile?: string | undefined;
  /** Wins over AWS_ENDPOINT_URL_LIGHTSAIL, AWS_ENDPOINT_URL and the profile's endpoint_url. */
  endpoint?: string | undefined;
  /** Instead of the environment and the profile. */
  credentials?: LightsailCredentials | undefined;
  /** Serves every request in this process; endpoint and profile are then of no account. */
  requestHandler?: RequestHandler | undefined;
  /** Provider id that the managers show. Default `lightsail`, or `sandbox` with a request handler. */
  provider?: string | undefined;
  /** Told of every request and its answer. */
  observer?: CallObserver | undefined;
  /** Of quants-ctl, for the user agent. */
  version?: string | undefined;
  /** Where AWS_PROFILE and its like are looked up. Default `process.env`. */
  env?: Readonly<Record<string, string | undefined>> | undefined;
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
