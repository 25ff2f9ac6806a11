import type { MetricQuery, MetricSeries } from "./instances/metrics.ts";
import type {
  Blueprint,
  Bundle,
  FirewallRule,
  HostKey,
  Instance,
  InstanceExtras,
  Region,
  ResourceOperation,
  Snapshot,
  StaticIp,
} from "./model.ts";

/** Given to every call: aborting the signal abandons the request in flight. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
}

export interface CreateInstanceOptions {
  name: string;
  bundle: string;
  blueprint: string;
  /** Defaults to the region's first zone. */
  availabilityZone?: string | undefined;
  keyPair?: string | undefined;
  /** Key to value; an empty value makes a key-only tag. */
  tags?: Readonly<Record<string, string>> | undefined;
  /** Plain text that the instance runs once as root. */
  userData?: string | undefined;
  ipAddressType?: "dualstack" | "ipv4" | "ipv6" | undefined;
  /** Marks the instance as made by this request, in its tag `quants-ctl:request`; random by default. */
  requestId?: string | undefined;
}

export interface CreateFromSnapshotOptions {
  name: string;
  snapshot: string;
  /** The bundle of the snapshot's instance, or a larger one. */
  bundle: string;
  /** Defaults to the region's first zone. */
  availabilityZone?: string | undefined;
  keyPair?: string | undefined;
  /** A snapshot's own tags are not the instance's. */
  tags?: Readonly<Record<string, string>> | undefined;
  ipAddressType?: "dualstack" | "ipv4" | "ipv6" | undefined;
  /** Full hour in UTC at which Lightsail makes a snapshot each day, e.g. `06:00`. */
  autoSnapshotTime?: string | undefined;
  /** As for an instance of an image. */
  requestId?: string | undefined;
}

/**
 * `created`: this call made it, however often the answer got lost on the way.
 * A name that belongs to something else is a `name_in_use` error instead.
 */
export interface CreatedInstance {
  instance: Instance;
  /** Ids of the provider's operations, for `waitForOperation`. */
  operationIds: string[];
}

/**
 * What a wait waits for. `ip` needs `running` and, unless the instance is IPv6-only,
 * a public IPv4 address: Lightsail can report the one before the other.
 */
export type WaitTarget = "running" | "ip" | "stopped" | "gone";

export interface WaitOptions extends CallOptions {
  /** Milliseconds until `wait_timeout`. Default 300 000. */
  timeoutMs?: number | undefined;
  /** Milliseconds between polls before jitter. Default 2 000. */
  pollIntervalMs?: number | undefined;
  /** Called once for every change of what the poll saw, e.g. `pending`, `running, no address yet`. */
  onChange?: ((seen: string) => void) | undefined;
}

/**
 * One region of one provider. Implementations throw QuantsError only: `not_found` for what
 * is not there, `invalid_state` for an action that the state forbids, `throttled`,
 * `service_unavailable` or `endpoint_unreachable` for what may pass.
 */
export interface BaseInfraManager {
  /** Provider id as in `--provider`. */
  readonly provider: string;
  readonly region: string;

  createInstance(options: CreateInstanceOptions, call?: CallOptions): Promise<CreatedInstance>;
  /** Every instance of the region, whoever made it. */
  listInstances(call?: CallOptions): Promise<Instance[]>;
  getInstance(name: string, call?: CallOptions): Promise<Instance>;
  getInstanceExtras(name: string, call?: CallOptions): Promise<InstanceExtras>;
  /** Those of every instance of the region. */
  listInstanceExtras(call?: CallOptions): Promise<(InstanceExtras & { name: string })[]>;
  /** These resolve with the ids of the provider's operations. */
  startInstance(name: string, call?: CallOptions): Promise<string[]>;
  /** `force` is for an instance that hangs in `stopping`. */
  stopInstance(name: string, options?: CallOptions & { force?: boolean }): Promise<string[]>;
  rebootInstance(name: string, call?: CallOptions): Promise<string[]>;
  /** Sets these tags and leaves others as they are. */
  tagInstance(
    name: string,
    tags: Readonly<Record<string, string>>,
    call?: CallOptions,
  ): Promise<string[]>;
  /** Keys that are not there are no error. */
  untagInstance(name: string, keys: readonly string[], call?: CallOptions): Promise<string[]>;
  /** Deletes the instance and its add-ons. A static IP that it held is kept, and billed. */
  destroyInstance(name: string, call?: CallOptions): Promise<void>;

  /** Resolves with the record that met the target; null for `gone`. */
  waitForInstance(
    name: string,
    target: WaitTarget,
    options?: WaitOptions,
  ): Promise<Instance | null>;
  /** Resolves when the provider says that the operation succeeded; `operation_failed` otherwise. */
  waitForOperation(operationId: string, options?: WaitOptions): Promise<void>;
  /** What was done to the resource of that name, by anybody, as far as the provider keeps it. */
  listOperations(resource: string, call?: CallOptions): Promise<ResourceOperation[]>;

  /** What was measured of the instance, period by period; nothing for times when it was stopped. */
  getMetrics(instance: string, query: MetricQuery, call?: CallOptions): Promise<MetricSeries>;

  /**
   * What the instance's SSH server proves itself with, as the provider recorded it. It vouches
   * for nothing else: untrusted text. `invalid_state` while there is none.
   */
  getHostKeys(instance: string, call?: CallOptions): Promise<HostKey[]>;

  /** Every snapshot of an instance in the region, whoever made it; automatic ones are not listed. */
  listSnapshots(call?: CallOptions): Promise<Snapshot[]>;
  getSnapshot(name: string, call?: CallOptions): Promise<Snapshot>;
  /**
   * Resolves as soon as it is begun, and only when it is this call's own; a name that belongs
   * to something else is a `name_in_use` error.
   */
  createSnapshot(
    name: string,
    instance: string,
    options?: CallOptions & { tags?: Readonly<Record<string, string>> | undefined },
  ): Promise<Snapshot>;
  deleteSnapshot(name: string, call?: CallOptions): Promise<void>;
  /** Resolves when it is available; `operation_failed` when it never will be. */
  waitForSnapshot(name: string, options?: WaitOptions): Promise<Snapshot>;
  /** A new instance, with the image's own firewall; as safe against lost answers as `createInstance`. */
  createInstanceFromSnapshot(
    options: CreateFromSnapshotOptions,
    call?: CallOptions,
  ): Promise<CreatedInstance>;

  listStaticIps(call?: CallOptions): Promise<StaticIp[]>;
  getStaticIp(name: string, call?: CallOptions): Promise<StaticIp>;
  allocateStaticIp(name: string, call?: CallOptions): Promise<StaticIp>;
  attachStaticIp(name: string, instance: string, call?: CallOptions): Promise<StaticIp>;
  detachStaticIp(name: string, call?: CallOptions): Promise<StaticIp>;
  /** Gives the address back; it can't be recovered. `conflict` while an instance holds it. */
  releaseStaticIp(name: string, call?: CallOptions): Promise<void>;

  getFirewall(instance: string, call?: CallOptions): Promise<FirewallRule[]>;
  /**
   * Adds one rule; one for the same protocol and ports is replaced. This and the next two
   * resolve with the ids of the provider's operations, or with none when an answer was lost on
   * the way: then it can't be said which were theirs.
   */
  openPorts(instance: string, rule: FirewallRule, call?: CallOptions): Promise<string[]>;
  closePorts(instance: string, rule: FirewallRule, call?: CallOptions): Promise<string[]>;
  /** Makes the firewall exactly these rules; an empty list closes everything. */
  replaceFirewall(
    instance: string,
    rules: readonly FirewallRule[],
    call?: CallOptions,
  ): Promise<string[]>;

  listRegions(call?: CallOptions): Promise<Region[]>;
  listBundles(options?: CallOptions & { includeInactive?: boolean }): Promise<Bundle[]>;
  listBlueprints(options?: CallOptions & { includeInactive?: boolean }): Promise<Blueprint[]>;
}
