import type { BaseInfraManager } from "../infra-manager.ts";

/** Credentials as they were found; nothing of them that is secret. */
export interface CredentialsReport {
  /** Where from, e.g. `the profile prod`. */
  source: string;
  /** `long-lived keys` or `temporary keys`. */
  kind: string;
  /** The last four characters of the access key's id. */
  keyIdEnd: string;
  /** ISO 8601; null when they do not expire or it is not known. */
  expiresAt: string | null;
  /** What is set as well, but not used. */
  ignored: string | null;
}

export interface EndpointReport {
  endpoint: string;
  /** `aws`, `local` (a sandbox or a test server on this machine) or `other`. */
  kind: "aws" | "local" | "other";
  /** How far the service's clock is ahead of this machine's, in milliseconds; null when it does not say. */
  clockAheadMs: number | null;
}

/** What the chosen AWS profile says. */
export interface ProfileValue {
  value: string;
  profile: string;
  /** `the config file` or `the credentials file` of AWS. */
  file: string;
}

/** Whom the service takes a request's sender for. */
export interface Caller {
  /** Twelve digits. */
  account: string;
  /** Of the user, or of the session of a role. */
  arn: string;
}

/** A read that `doctor` tries, by the manager's method. */
export type TriedRead = keyof Pick<
  BaseInfraManager,
  | "getFirewall"
  | "getHostKeys"
  | "getInstance"
  | "listBlueprints"
  | "listBundles"
  | "listInstances"
  | "listRegions"
  | "listSnapshots"
  | "listStaticIps"
>;

/** What a read needs, in the provider's words. */
export interface Right {
  /** The operation, e.g. `GetInstances`. */
  operation: string;
  /** What a policy has to allow, e.g. `lightsail:GetInstances`. */
  permission: string;
}

/** How requests would be made, looked at without making one that needs a right. */
export interface AccountProbe {
  /** Null when none are needed. Throws as a call would, e.g. `credentials_missing`. */
  credentials(): Promise<CredentialsReport | null>;
  /** Null when requests do not leave this process. Throws `endpoint_unreachable`. */
  endpoint(region: string): Promise<EndpointReport | null>;
  /**
   * Asked of the token service, which needs no right. Null when what answers at its endpoint is
   * no token service. Throws as a call would, e.g. `credentials_expired`.
   */
  caller(region: string): Promise<Caller | null>;
  /** The number of the account that a thing belongs to, by its provider's id of it. */
  accountOf(arn: string | null): Promise<string | null>;
  rights(): Promise<Readonly<Record<TriedRead, Right>>>;
  /** Null when the profile does not say, or there is none. */
  profileValue(key: "region" | "endpoint_url"): Promise<ProfileValue | null>;
}
