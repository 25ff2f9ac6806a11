import type { BaseInfraManager } from "../infra-manager.ts";

/** Credentials as they were found, without anything secret. */
export interface CredentialsReport {
  /** Where from, e.g. `the profile prod`. */
  source: string;
  /** `long-lived keys` or `temporary keys`. */
  kind: string;
  /** The last four characters of the access key's id. */
  keyIdEnd: string;
  /** ISO 8601; null when they do not expire or that is unknown. */
  expiresAt: string | null;
  /** What is also set, but not used. */
  ignored: string | null;
}

export interface EndpointReport {
  endpoint: string;
  /** `aws`, `local` (a sandbox or a test server on this machine) or `other`. */
  kind: "aws" | "local" | "other";
  /** How far the service's clock is ahead of this machine's, in milliseconds; null if unknown. */
  clockAheadMs: number | null;
}

/** A setting of the chosen AWS profile. */
export interface ProfileValue {
  value: string;
  profile: string;
  /** `the config file` or `the credentials file` of AWS. */
  file: string;
}

/** The identity of the sender, as the service sees it. */
export interface Caller {
  /** Twelve digits. */
  account: string;
  /** The ARN of the user or of a role's session. */
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

/** What a read requires, in the provider's words. */
export interface Right {
  /** The operation, e.g. `GetInstances`. */
  operation: string;
  /** What a policy has to allow, e.g. `lightsail:GetInstances`. */
  permission: string;
}

/** How requests would be made, examined without any request that needs a permission. */
export interface AccountProbe {
  /** Null when none are needed. Throws as a call would, e.g. `credentials_missing`. */
  credentials(): Promise<CredentialsReport | null>;
  /** Null when requests do not leave this process. Throws `endpoint_unreachable`. */
  endpoint(region: string): Promise<EndpointReport | null>;
  /**
   * Asks the token service, which needs no permission. Null when another service answers at its
   * endpoint. Throws as a call would, e.g. `credentials_expired`.
   */
  caller(region: string): Promise<Caller | null>;
  /** The number of the account that owns a resource, from the provider's id of it. */
  accountOf(arn: string | null): Promise<string | null>;
  rights(): Promise<Readonly<Record<TriedRead, Right>>>;
  /** Null without a profile, or when the profile does not set it. */
  profileValue(key: "region" | "endpoint_url"): Promise<ProfileValue | null>;
}
