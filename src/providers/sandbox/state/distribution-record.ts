import type { CommonRecord, Tag, Transition } from "./common-record.ts";

export type CacheBehavior = "cache" | "dont-cache";
export type ForwardOption = "none" | "allow-list" | "all";

export interface CacheSettingsRecord {
  allowedHTTPMethods: string;
  cachedHTTPMethods: string;
  /** Seconds, as the others. */
  defaultTTL: number;
  minimumTTL: number;
  maximumTTL: number;
  forwardedCookies: { option: ForwardOption; cookiesAllowList: string[] };
  forwardedHeaders: { option: ForwardOption | "default"; headersAllowList: string[] };
  forwardedQueryStrings: { option: boolean; queryStringsAllowList: string[] };
}

export interface ErrorPageRecord {
  errorCode: number;
  responseCode?: string;
  responsePagePath?: string;
  /** Seconds. */
  errorCachingMinTTL: number;
}

interface ResponseInspectionRecord {
  successCodes?: number[] | undefined;
  failureCodes?: number[] | undefined;
}

type PayloadType = "JSON" | "FORM_ENCODED";

export interface WafRuleRecord {
  name: string;
  atpConfig?:
    | {
        loginPath?: string | undefined;
        payloadType?: PayloadType | undefined;
        usernameField?: string | undefined;
        passwordField?: string | undefined;
        responseInspection?: ResponseInspectionRecord | undefined;
      }
    | undefined;
  acfpConfig?:
    | {
        payloadType?: PayloadType | undefined;
        creationPath?: string | undefined;
        registrationPagePath?: string | undefined;
        responseInspection?: ResponseInspectionRecord | undefined;
      }
    | undefined;
  botControlConfig?: { inspectionLevel?: "COMMON" | "TARGETED" | undefined } | undefined;
}

export interface OriginRecord {
  name: string;
  regionName: string;
  resourceType: "Instance" | "LoadBalancer" | "Bucket" | "ContainerService";
  protocolPolicy?: string;
  responseTimeout: number;
  ipAddressType?: string;
  publicDns: string;
}

export interface DistributionRecord extends CommonRecord {
  resourceType: "Distribution";
  /** Of CloudFront, which support codes end with. */
  distributionId: string;
  domainName: string;
  bundleId: string;
  /** When the bundle was last changed. */
  bundleSince?: number;
  isEnabled: boolean;
  origin: OriginRecord;
  defaultBehavior: CacheBehavior;
  behaviors: { path: string; behavior: CacheBehavior }[];
  /** Absent until something was said about them. */
  settings?: CacheSettingsRecord;
  ipAddressType: "dualstack" | "ipv4" | "ipv6";
  /** Name of the certificate in use. */
  certificate?: string;
  tlsVersion?: string;
  /** Whether it may read what its bucket does not show to everybody. */
  readsPrivately?: true;
  rootObject?: string;
  errorPages?: ErrorPageRecord[];
  /** Absent when it is off. */
  firewall?: { rules: WafRuleRecord[] } | undefined;
  tags: Tag[];
  cacheReset?: { createdAt: number; doneAt: number };
  transition: Transition<"InProgress", "Deployed">;
}
