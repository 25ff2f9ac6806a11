import type { EnvironmentRecord } from "../airflow/record.ts";
import type {
  DomainEntryRecord,
  OperationRecord,
  ResourceRecord,
  ResourceType,
} from "./records.ts";

type Kind = "string" | "number" | "boolean" | "object" | "list";
type Shape<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: Kind };

const COMMON = {
  name: "string",
  id: "string",
  sequence: "number",
  createdAt: "number",
  resourceType: "string",
} as const;

/** What every record of a type must have; a file that was edited by hand may lack anything. */
const SHAPES: {
  readonly [T in ResourceType]: Shape<Extract<ResourceRecord, { resourceType: T }>>;
} = {
  Instance: {
    ...COMMON,
    hostId: "string",
    zone: "string",
    blueprintId: "string",
    bundleId: "string",
    ipAddressType: "string",
    keyPairName: "string",
    tags: "list",
    privateIp: "string",
    transition: "object",
    ports: "list",
    addOns: "object",
  },
  StaticIp: { ...COMMON, ipAddress: "string" },
  KeyPair: { ...COMMON, fingerprint: "string", publicKey: "string", tags: "list" },
  InstanceSnapshot: {
    ...COMMON,
    imageId: "string",
    tags: "list",
    fromInstanceName: "string",
    fromInstanceId: "string",
    fromBlueprintId: "string",
    fromBundleId: "string",
    sizeInGb: "number",
    transition: "object",
  },
  Disk: {
    ...COMMON,
    volumeId: "string",
    zone: "string",
    sizeInGb: "number",
    tags: "list",
    addOns: "object",
    transition: "object",
  },
  DiskSnapshot: {
    ...COMMON,
    snapshotId: "string",
    tags: "list",
    sizeInGb: "number",
    source: "object",
    transition: "object",
  },
  LoadBalancer: {
    ...COMMON,
    dnsName: "string",
    instancePort: "number",
    healthCheckPath: "string",
    ipAddressType: "string",
    tlsPolicyName: "string",
    redirectsToHttps: "boolean",
    stickiness: "object",
    tags: "list",
    instances: "list",
    transition: "object",
  },
  LoadBalancerTlsCertificate: {
    ...COMMON,
    loadBalancer: "string",
    domainName: "string",
    names: "list",
    tags: "list",
  },
  ExportSnapshotRecord: {
    ...COMMON,
    destination: "string",
    source: "object",
    transition: "object",
  },
  CloudFormationStackRecord: {
    ...COMMON,
    stackId: "string",
    sources: "list",
    transition: "object",
  },
  Bucket: {
    ...COMMON,
    bundleId: "string",
    isPublic: "boolean",
    allowsPublicObjects: "boolean",
    versioning: "string",
    accounts: "list",
    cors: "list",
    tags: "list",
    accessKeys: "list",
    instances: "list",
  },
  Certificate: { ...COMMON, domainName: "string", names: "list", tags: "list" },
  Alarm: {
    ...COMMON,
    monitored: "object",
    metricName: "string",
    comparisonOperator: "string",
    threshold: "number",
    evaluationPeriods: "number",
    datapointsToAlarm: "number",
    treatMissingData: "string",
    contactProtocols: "list",
    notificationTriggers: "list",
    notificationEnabled: "boolean",
    tags: "list",
  },
  ContainerService: {
    ...COMMON,
    power: "string",
    scale: "number",
    isDisabled: "boolean",
    pullsPrivateImages: "boolean",
    domains: "object",
    tags: "list",
    deployments: "list",
    images: "list",
    imageVersions: "object",
    transition: "object",
  },
  ContactMethod: { ...COMMON, protocol: "string", endpoint: "string", tags: "list" },
  Domain: { ...COMMON, zoneId: "string", tags: "list", entries: "list" },
};

const OPERATION: Shape<OperationRecord> = {
  id: "string",
  sequence: "number",
  operationType: "string",
  resourceName: "string",
  resourceType: "string",
  zone: "string",
  createdAt: "number",
  doneAt: "number",
};

const ENTRY: Shape<Omit<DomainEntryRecord, "isAlias">> = {
  id: "string",
  name: "string",
  type: "string",
  target: "string",
};

const ENVIRONMENT: Shape<EnvironmentRecord> = {
  name: "string",
  id: "string",
  createdAt: "number",
  settings: "object",
  logs: "object",
  tags: "object",
  during: "string",
  until: "number",
  updatedAt: "number",
};

const RULE = {
  fromPort: "number",
  toPort: "number",
  protocol: "string",
  cidrs: "list",
  ipv6Cidrs: "list",
  cidrListAliases: "list",
} as const;

export function isResource(value: unknown): value is ResourceRecord {
  if (!isObject(value) || typeof value["resourceType"] !== "string") return false;
  const type = value["resourceType"];
  if (!Object.hasOwn(SHAPES, type) || !fits(value, SHAPES[type as ResourceType])) return false;
  const { tags = [], ports = [], entries = [], transition } = value as Record<string, unknown[]>;
  return (
    tags.every((tag) => fits(tag, { key: "string" })) &&
    ports.every((rule) => fits(rule, RULE)) &&
    entries.every((entry) => fits(entry, ENTRY)) &&
    (transition === undefined || fits(transition, { during: "string", until: "number" }))
  );
}

export function isEnvironment(value: unknown): value is EnvironmentRecord {
  return (
    fits(value, ENVIRONMENT) &&
    fits((value as EnvironmentRecord).settings, {
      AirflowVersion: "string",
      EnvironmentClass: "string",
      NetworkConfiguration: "object",
    })
  );
}

export function isOperation(value: unknown): value is OperationRecord {
  return fits(value, OPERATION);
}

function fits(value: unknown, shape: Readonly<Record<string, Kind>>): boolean {
  if (!isObject(value)) return false;
  for (const key in shape) if (!isKind(value[key], shape[key] ?? "object")) return false;
  return true;
}

function isKind(value: unknown, kind: Kind): boolean {
  if (kind === "list") return Array.isArray(value);
  return kind === "object" ? isObject(value) : typeof value === kind;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
