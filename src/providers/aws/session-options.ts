import type { CallObserver } from "../../core/contracts/call-observer.ts";

/** Long-lived keys, or temporary ones with their session token. */
export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

/** What carries a request to AWS: the sandbox's stands in for HTTPS. */
export interface RequestHandler {
  handle(request: never, options?: never): Promise<{ response: unknown }>;
}

/** Where requests go, and in whose name. */
export interface AwsSessionOptions {
  /**
   * A profile chosen on purpose (flag, config file). It wins over credentials in the
   * environment; AWS_PROFILE, which does not, is read here and need not be passed.
   */
  profile?: string | undefined;
  /** Instead of the environment and the profile. */
  credentials?: AwsCredentials | undefined;
  /** Wins over AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL and the profile's endpoint_url. */
  endpoint?: string | undefined;
  /** Serves every request in this process; endpoint and profile are then of no account. */
  requestHandler?: RequestHandler | undefined;
  /** Told of every request and its answer. */
  observer?: CallObserver | undefined;
  /** Of quants-ctl, for the user agent. */
  version?: string | undefined;
  /** Where AWS_PROFILE and its like are looked up. Default `process.env`. */
  env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** In whose name requests are sent. */
export type CredentialChoice = Pick<AwsSessionOptions, "profile" | "credentials">;
