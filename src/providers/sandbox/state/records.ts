import type { AlarmRecord, ContactMethodRecord } from "./alarm-records.ts";
import type { BucketRecord } from "./bucket-record.ts";
import type { CertificateRecord } from "./certificate-record.ts";
import type { AddOns, CommonRecord, Tag, Transition } from "./common-record.ts";
import type { ContainerServiceRecord } from "./container-service-record.ts";
import type { DatabaseRecord, DatabaseSnapshotRecord } from "./database-records.ts";
import type { DistributionRecord } from "./distribution-record.ts";
import type { ExportSnapshotRecord, StackRecord } from "./export-records.ts";
import type { DiskRecord, DiskSnapshotRecord } from "./disk-records.ts";
import type { HttpsSetupRecord } from "./https-setup-record.ts";
import type { LoadBalancerCertificateRecord, LoadBalancerRecord } from "./load-balancer-records.ts";

export interface PortRule {
  fromPort: number;
  toPort: number;
  /** `-1` stands for all protocols. */
  protocol: string;
  cidrs: string[];
  ipv6Cidrs: string[];
  cidrListAliases: string[];
}

export type InstanceTransition =
  | Transition<"pending", "running">
  | Transition<"stopping", "stopped">;

/** A key in OpenSSH's own file formats; the public part is `ALGORITHM BASE64`. */
export interface SshKey {
  algorithm: string;
  privateKey: string;
  publicKey: string;
}

/**
 * Private parts of an instance, made when they are first asked for. With them a real sshd
 * can be run as if it were the instance: `hostKeys` are its own, and it lets in whoever
 * holds `user`, as an authorized key or by its certificate from `authority`.
 */
export interface InstanceAccess {
  user: SshKey;
  authority: SshKey;
  hostKeys: SshKey[];
  witnessedAt: number;
  /** Windows only. */
  password: string;
}

export interface InstanceRecord extends CommonRecord {
  resourceType: "Instance";
  /** EC2's id, which support codes end with. */
  hostId: string;
  zone: string;
  blueprintId: string;
  bundleId: string;
  /** The retired plan that it ran on before its plan was updated. */
  formerBundleId?: string;
  ipAddressType: "dualstack" | "ipv4" | "ipv6";
  keyPairName: string;
  tags: Tag[];
  userData?: string;
  privateIp: string;
  /** The dynamic public address; unused while a static IP is attached or the instance is stopped. */
  dynamicIp?: string;
  ipv6?: string;
  /** Name of the attached static IP. */
  staticIp?: string;
  transition: InstanceTransition;
  /** Before this time a running instance does not show its address yet. */
  addressAt?: number;
  ports: PortRule[];
  addOns: AddOns;
  access?: InstanceAccess;
  /** Newest first. */
  httpsSetups?: HttpsSetupRecord[];
  /** Metadata options that are not the defaults any more. */
  metadata?: {
    httpTokens?: "optional" | "required";
    httpEndpoint?: "disabled" | "enabled";
    httpPutResponseHopLimit?: number;
    httpProtocolIpv6?: "disabled" | "enabled";
  };
}

export interface StaticIpRecord extends CommonRecord {
  resourceType: "StaticIp";
  ipAddress: string;
  /** Name of the instance that holds it. */
  attachedTo?: string;
}

export interface KeyPairRecord extends CommonRecord {
  resourceType: "KeyPair";
  fingerprint: string;
  publicKey: string;
  /** Kept for the region's default key pair alone, which can be downloaded again. */
  privateKey?: string;
  tags: Tag[];
}

export interface InstanceSnapshotRecord extends CommonRecord {
  resourceType: "InstanceSnapshot";
  imageId: string;
  tags: Tag[];
  fromInstanceName: string;
  fromInstanceId: string;
  /** Of a copy: the region of the instance. */
  fromRegion?: string;
  /** Of a copy of an automatic one. */
  isFromAuto?: true;
  fromBlueprintId: string;
  fromBundleId: string;
  sizeInGb: number;
  /** Absent in files of versions that had none. */
  fromDisks?: { name: string; path: string; sizeInGb: number }[];
  transition: Transition<"pending", "available">;
}

export interface DomainEntryRecord {
  /** A signed number of 32 bits, as text. */
  id: string;
  /** In full, without a last dot. */
  name: string;
  type: "A" | "AAAA" | "CNAME" | "MX" | "NS" | "SOA" | "SRV" | "TXT";
  target: string;
  isAlias: boolean;
}

export interface DomainRecord extends CommonRecord {
  resourceType: "Domain";
  /** Of Route 53, which support codes end with. */
  zoneId: string;
  tags: Tag[];
  entries: DomainEntryRecord[];
}

export type ResourceRecord =
  | InstanceRecord
  | StaticIpRecord
  | KeyPairRecord
  | InstanceSnapshotRecord
  | DomainRecord
  | DiskRecord
  | DiskSnapshotRecord
  | LoadBalancerRecord
  | LoadBalancerCertificateRecord
  | BucketRecord
  | ExportSnapshotRecord
  | StackRecord
  | CertificateRecord
  | ContainerServiceRecord
  | DatabaseRecord
  | DatabaseSnapshotRecord
  | DistributionRecord
  | AlarmRecord
  | ContactMethodRecord;

export type ResourceType = ResourceRecord["resourceType"];
export type RecordOf<T extends ResourceType> = Extract<ResourceRecord, { resourceType: T }>;

export interface OperationRecord {
  id: string;
  sequence: number;
  operationType: string;
  resourceName: string;
  resourceType: string;
  /** A zone, or `all` for what belongs to the region. */
  zone: string;
  details?: string;
  createdAt: number;
  /** From this time on the operation has succeeded. */
  doneAt: number;
}
