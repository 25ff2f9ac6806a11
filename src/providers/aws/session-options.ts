import type { CallObserver } from "../../core/contracts/call-observer.ts";

/** Long-lived keys, or temporary ones with their session token. */
export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

/** Carries requests to AWS; the sandbox's handler replaces HTTPS. */
export interface RequestHandler {
  handle(request: never, options?: never): Promise<{ response: unknown }>;
}

/** Where requests go, and in whose name. */
export interface AwsSessionOptions {
  /**
   * An explicitly chosen profile (flag, config file). It overrides credentials in the environment.
   * AWS_PROFILE does not; it is read here and need not be passed.
   */
  profile?: string | undefined;
  /** Replace the environment and the profile. */
  credentials?: AwsCredentials | undefined;
  /** Overrides AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL and the profile's endpoint_url. */
  endpoint?: string | undefined;
  /** Serves every request in this process; endpoint and profile are then ignored. */
  requestHandler?: RequestHandler | undefined;
  /** Notified of every request and its answer. */
  observer?: CallObserver | undefined;
  /** The version of quants-ctl, for the user agent. */
  version?: string | undefined;
  /** The environment with AWS_PROFILE and similar variables. Default `process.env`. */
  env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** In whose name requests are sent. */
export type CredentialChoice = Pick<AwsSessionOptions, "profile" | "credentials">;
