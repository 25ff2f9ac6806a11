import type { Alarms } from "./contracts/alarms.ts";
import type { CallOptions } from "./contracts/call-options.ts";
import type { Disks } from "./contracts/disks.ts";
import type { Domains } from "./contracts/domains.ts";
import type { InstanceSettings } from "./contracts/instance-settings.ts";
import type { LoadBalancers } from "./contracts/load-balancers.ts";
import type { KeyPairs } from "./contracts/key-pairs.ts";
import type { SnapshotCopies } from "./contracts/snapshot-copies.ts";
import type { WaitOptions } from "./contracts/wait-options.ts";
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

export type { CallOptions, WaitOptions };

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
  /**
   * Marks the instance as created by this request, in its tag `quants-ctl:request`; random by
   * default.
   */
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
  /** The snapshot's tags are not copied. */
  tags?: Readonly<Record<string, string>> | undefined;
  ipAddressType?: "dualstack" | "ipv4" | "ipv6" | undefined;
  /** Full hour in UTC at which Lightsail makes a snapshot each day, e.g. `06:00`. */
  autoSnapshotTime?: string | undefined;
  /** Names for the disks that are made of those in the snapshot, by the path of each. */
  disks?: readonly { path: string; name: string }[] | undefined;
  /** As when creating from an image. */
  requestId?: string | undefined;
}

/**
 * `created`: this call created it, however often answers got lost. If something else has the name,
 * the call fails with `name_in_use`.
 */
export interface CreatedInstance {
  instance: Instance;
  /** Ids of the provider's operations, for `waitForOperation`. */
  operationIds: string[];
}

/**
 * The goal of a wait. `ip` needs `running` and, unless the instance is IPv6-only, a public IPv4
 * address: Lightsail can report one before the other.
 */
export type WaitTarget = "running" | "ip" | "stopped" | "gone";

/**
 * One region of one provider. Implementations throw only QuantsErrors: `not_found` for missing
 * things, `invalid_state` for an action that the state forbids, `throttled`, `service_unavailable`
 * or `endpoint_unreachable` for passing trouble.
 */
export interface BaseInfraManager {
  /** The provider's id as in `--provider`. */
  readonly provider: string;
  readonly region: string;

  createInstance(options: CreateInstanceOptions, call?: CallOptions): Promise<CreatedInstance>;
  /** Every instance of the region, whoever created it. */
  listInstances(call?: CallOptions): Promise<Instance[]>;
  getInstance(name: string, call?: CallOptions): Promise<Instance>;
  getInstanceExtras(name: string, call?: CallOptions): Promise<InstanceExtras>;
  /** Every instance of the region with its extras, at no more calls than without. */
  listInstanceExtras(call?: CallOptions): Promise<(Instance & InstanceExtras)[]>;
  /** These return the ids of the provider's operations. */
  startInstance(name: string, call?: CallOptions): Promise<string[]>;
  /** `force` is for an instance that hangs in `stopping`. */
  stopInstance(name: string, options?: CallOptions & { force?: boolean }): Promise<string[]>;
  rebootInstance(name: string, call?: CallOptions): Promise<string[]>;
  /** Sets these tags and leaves the others. */
  tagInstance(
    name: string,
    tags: Readonly<Record<string, string>>,
    call?: CallOptions,
  ): Promise<string[]>;
  /** Missing keys are no error. */
  untagInstance(name: string, keys: readonly string[], call?: CallOptions): Promise<string[]>;
  /** Deletes the instance and its add-ons. Its static IP is kept, and billed. */
  destroyInstance(name: string, call?: CallOptions): Promise<void>;

  /** Returns the record that reached the target; null for `gone`. */
  waitForInstance(
    name: string,
    target: WaitTarget,
    options?: WaitOptions,
  ): Promise<Instance | null>;
  /** Resolves once the provider reports success; `operation_failed` otherwise. */
  waitForOperation(operationId: string, options?: WaitOptions): Promise<void>;
  /** The operations on the resource of that name, by anybody, as far as the provider keeps them. */
  listOperations(resource: string, call?: CallOptions): Promise<ResourceOperation[]>;

  /** The instance's measurements, period by period; none for times when it was stopped. */
  getMetrics(instance: string, query: MetricQuery, call?: CallOptions): Promise<MetricSeries>;

  /**
   * The SSH host keys of the instance, as the provider recorded them: untrusted text.
   * `invalid_state` while there are none.
   */
  getHostKeys(instance: string, call?: CallOptions): Promise<HostKey[]>;

  /** Every instance snapshot in the region, whoever created it, except automatic ones. */
  listSnapshots(call?: CallOptions): Promise<Snapshot[]>;
  getSnapshot(name: string, call?: CallOptions): Promise<Snapshot>;
  /**
   * Resolves as soon as the snapshot has begun, and only if this call created it; `name_in_use` if
   * something else has the name.
   */
  createSnapshot(
    name: string,
    instance: string,
    options?: CallOptions & { tags?: Readonly<Record<string, string>> | undefined },
  ): Promise<Snapshot>;
  deleteSnapshot(name: string, call?: CallOptions): Promise<void>;
  /** Resolves when it is available; `operation_failed` if it never will be. */
  waitForSnapshot(name: string, options?: WaitOptions): Promise<Snapshot>;
  /**
   * Creates an instance with the image's own firewall; as safe against lost answers as
   * `createInstance`.
   */
  createInstanceFromSnapshot(
    options: CreateFromSnapshotOptions,
    call?: CallOptions,
  ): Promise<CreatedInstance>;

  listStaticIps(call?: CallOptions): Promise<StaticIp[]>;
  getStaticIp(name: string, call?: CallOptions): Promise<StaticIp>;
  allocateStaticIp(name: string, call?: CallOptions): Promise<StaticIp>;
  attachStaticIp(name: string, instance: string, call?: CallOptions): Promise<StaticIp>;
  detachStaticIp(name: string, call?: CallOptions): Promise<StaticIp>;
  /** Releases the address; it can't be recovered. `conflict` while an instance holds it. */
  releaseStaticIp(name: string, call?: CallOptions): Promise<void>;

  getFirewall(instance: string, call?: CallOptions): Promise<FirewallRule[]>;
  /**
   * Adds one rule, replacing one for the same protocol and ports. This and the next two return the
   * ids of the provider's operations, or none if an answer was lost: then the ids are unknown.
   */
  openPorts(instance: string, rule: FirewallRule, call?: CallOptions): Promise<string[]>;
  closePorts(instance: string, rule: FirewallRule, call?: CallOptions): Promise<string[]>;
  /** Replaces the firewall with exactly these rules; an empty list closes everything. */
  replaceFirewall(
    instance: string,
    rules: readonly FirewallRule[],
    call?: CallOptions,
  ): Promise<string[]>;

  readonly keyPairs: KeyPairs;
  readonly settings: InstanceSettings;
  readonly snapshots: SnapshotCopies;
  readonly domains: Domains;
  readonly disks: Disks;
  readonly loadBalancers: LoadBalancers;
  readonly alarms: Alarms;

  listRegions(call?: CallOptions): Promise<Region[]>;
  listBundles(options?: CallOptions & { includeInactive?: boolean }): Promise<Bundle[]>;
  listBlueprints(options?: CallOptions & { includeInactive?: boolean }): Promise<Blueprint[]>;
}
