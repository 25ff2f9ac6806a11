/**
 * What is stored. Times are milliseconds since the epoch; whatever can be derived from a
 * record, the catalogue and the time is not stored.
 */
export interface Tag {
  key: string;
  /** Absent for a key-only tag. */
  value?: string;
}

export interface PortRule {
  fromPort: number;
  toPort: number;
  /** `-1` stands for all protocols. */
  protocol: string;
  cidrs: string[];
  ipv6Cidrs: string[];
  cidrListAliases: string[];
}

/** A change under way: until `until` the resource is in `during`, from then on in `after`. */
interface Transition<During extends string, After extends string> {
  during: During;
  after: After;
  until: number;
}

export type InstanceTransition =
  | Transition<"pending", "running">
  | Transition<"stopping", "stopped">;

interface Common {
  name: string;
  /** The ARN's last part. */
  id: string;
  /** Order of creation within the region; what page tokens refer to. */
  sequence: number;
  createdAt: number;
}

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

export interface AddOnRecord {
  enabled: boolean;
  /** When it was enabled, and disabled. */
  since: number;
  until?: number;
  snapshotTimeOfDay?: string;
  threshold?: string;
  duration?: string;
}

export interface InstanceRecord extends Common {
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
  addOns: Partial<Record<"AutoSnapshot" | "StopInstanceOnIdle", AddOnRecord>>;
  access?: InstanceAccess;
}

export interface StaticIpRecord extends Common {
  resourceType: "StaticIp";
  ipAddress: string;
  /** Name of the instance that holds it. */
  attachedTo?: string;
}

export interface KeyPairRecord extends Common {
  resourceType: "KeyPair";
  fingerprint: string;
  publicKey: string;
  /** Kept for the region's default key pair alone, which can be downloaded again. */
  privateKey?: string;
  tags: Tag[];
}

export interface InstanceSnapshotRecord extends Common {
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

export interface DomainRecord extends Common {
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
  | DomainRecord;

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
