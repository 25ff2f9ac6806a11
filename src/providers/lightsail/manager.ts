import { systemClock } from "../../core/clock.ts";
import type {
  BaseInfraManager,
  CallOptions,
  CreateFromSnapshotOptions,
  CreatedInstance,
  CreateInstanceOptions,
  WaitOptions,
  WaitTarget,
} from "../../core/infra-manager.ts";
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
} from "../../core/model.ts";
import type { MetricQuery, MetricSeries } from "../../core/instances/metrics.ts";
import { checkName } from "../../core/instances/names.ts";
import { checkTags } from "../../core/instances/tags.ts";
import { Calls } from "./calls.ts";
import * as catalogue from "./catalogue.ts";
import { createFromSnapshot, createInstance } from "./create.ts";
import { getHostKeys } from "./host-keys.ts";
import * as instances from "./instances.ts";
import { SNAPSHOT, STATIC_IP, partsOf } from "./parts.ts";
import type { LightsailManagerOptions } from "./options.ts";
import { openSession } from "./session.ts";
import * as staticIps from "./static-ips.ts";
import * as tagging from "./tags.ts";
import * as waiting from "./waiting.ts";

/**
 * Amazon Lightsail in one region, through the AWS SDK.
 *
 * ```ts
 * const manager = new LightsailManager({ region: "ap-northeast-1" });
 * await manager.createInstance({ name: "dev-1", bundle: "small_3_0", blueprint: "ubuntu_22_04" });
 * await manager.waitForInstance("dev-1", "ip");
 * ```
 *
 * Credentials come from the options, the environment, or the AWS profile. Methods throw only
 * QuantsErrors and repeat requests where that is safe. Nothing is requested before the first call.
 */
export class LightsailManager implements BaseInfraManager {
  readonly provider: string;
  readonly region: string;
  readonly keyPairs: BaseInfraManager["keyPairs"];
  readonly settings: BaseInfraManager["settings"];
  readonly snapshots: BaseInfraManager["snapshots"];
  readonly domains: BaseInfraManager["domains"];
  readonly disks: BaseInfraManager["disks"];
  readonly loadBalancers: BaseInfraManager["loadBalancers"];
  readonly alarms: BaseInfraManager["alarms"];
  readonly #calls: Calls;
  #firstZone: string | undefined;

  constructor(options: LightsailManagerOptions) {
    const { region, clock = systemClock, session = openSession(options) } = options;
    this.provider = session.provider;
    this.region = region;
    this.#calls = new Calls({ session, region, clock });
    const parts = partsOf(this.#calls);
    this.keyPairs = parts.keyPairs;
    this.settings = parts.settings;
    this.snapshots = parts.snapshots;
    this.domains = parts.domains;
    this.disks = parts.disks;
    this.loadBalancers = parts.loadBalancers;
    this.alarms = parts.alarms;
  }

  async createInstance(
    options: CreateInstanceOptions,
    call?: CallOptions,
  ): Promise<CreatedInstance> {
    checkName(options.name);
    checkTags(options.tags ?? {});
    const availabilityZone = options.availabilityZone ?? (await this.#zone(call));
    return createInstance(this.#calls, { ...options, availabilityZone }, call);
  }

  listInstanceExtras(call?: CallOptions): Promise<(Instance & InstanceExtras)[]> {
    return instances.listInstanceExtras(this.#calls, call);
  }
  listInstances(call?: CallOptions): Promise<Instance[]> {
    return instances.listInstances(this.#calls, call);
  }
  async getInstance(name: string, call?: CallOptions): Promise<Instance> {
    return instances.getInstance(this.#calls, checkName(name), call);
  }
  async getInstanceExtras(name: string, call?: CallOptions): Promise<InstanceExtras> {
    return instances.getInstanceExtras(this.#calls, checkName(name), call);
  }

  async startInstance(name: string, call?: CallOptions): Promise<string[]> {
    return instances.startInstance(this.#calls, checkName(name), call);
  }
  async stopInstance(name: string, options?: CallOptions & { force?: boolean }): Promise<string[]> {
    return instances.stopInstance(this.#calls, checkName(name), options);
  }
  async rebootInstance(name: string, call?: CallOptions): Promise<string[]> {
    return instances.rebootInstance(this.#calls, checkName(name), call);
  }
  async destroyInstance(name: string, call?: CallOptions): Promise<void> {
    await instances.destroyInstance(this.#calls, checkName(name), call);
  }

  async tagInstance(
    name: string,
    tags: Readonly<Record<string, string>>,
    call?: CallOptions,
  ): Promise<string[]> {
    checkTags(tags);
    return tagging.tagInstance(this.#calls, checkName(name), tags, call);
  }
  async untagInstance(
    name: string,
    keys: readonly string[],
    call?: CallOptions,
  ): Promise<string[]> {
    return tagging.untagInstance(this.#calls, checkName(name), keys, call);
  }

  async waitForInstance(
    name: string,
    target: WaitTarget,
    options?: WaitOptions,
  ): Promise<Instance | null> {
    return waiting.waitForInstance(this.#calls, checkName(name), target, options);
  }
  waitForOperation(operationId: string, options?: WaitOptions): Promise<void> {
    return waiting.waitForOperation(this.#calls, operationId, options);
  }
  async listOperations(resource: string, call?: CallOptions): Promise<ResourceOperation[]> {
    const { listOperations } = await import("./resource-operations.ts");
    return listOperations(this.#calls, checkName(resource, "resource name"), call);
  }

  async getMetrics(
    instance: string,
    query: MetricQuery,
    call?: CallOptions,
  ): Promise<MetricSeries> {
    // Few commands need them: a list of instances should not load this.
    const { getMetrics } = await import("./metrics.ts");
    return getMetrics(this.#calls, checkName(instance), query, call);
  }
  async getHostKeys(instance: string, call?: CallOptions): Promise<HostKey[]> {
    return getHostKeys(this.#calls, checkName(instance), call);
  }

  async listSnapshots(call?: CallOptions): Promise<Snapshot[]> {
    return (await loadSnapshots()).listSnapshots(this.#calls, call);
  }
  async getSnapshot(name: string, call?: CallOptions): Promise<Snapshot> {
    return (await loadSnapshots()).getSnapshot(this.#calls, checkName(name, SNAPSHOT), call);
  }
  async createSnapshot(
    name: string,
    instance: string,
    options?: CallOptions & { tags?: Readonly<Record<string, string>> | undefined },
  ): Promise<Snapshot> {
    checkName(name, SNAPSHOT);
    checkTags(options?.tags ?? {});
    const snapshots = await loadSnapshots();
    return snapshots.createSnapshot(this.#calls, name, checkName(instance), options);
  }
  async deleteSnapshot(name: string, call?: CallOptions): Promise<void> {
    await (await loadSnapshots()).deleteSnapshot(this.#calls, checkName(name, SNAPSHOT), call);
  }
  async waitForSnapshot(name: string, options?: WaitOptions): Promise<Snapshot> {
    const snapshots = await loadSnapshots();
    return snapshots.waitForSnapshot(this.#calls, checkName(name, SNAPSHOT), options);
  }
  async createInstanceFromSnapshot(
    options: CreateFromSnapshotOptions,
    call?: CallOptions,
  ): Promise<CreatedInstance> {
    checkName(options.name);
    checkName(options.snapshot, SNAPSHOT);
    checkTags(options.tags ?? {});
    const availabilityZone = options.availabilityZone ?? (await this.#zone(call));
    return createFromSnapshot(this.#calls, { ...options, availabilityZone }, call);
  }

  listStaticIps(call?: CallOptions): Promise<StaticIp[]> {
    return staticIps.listStaticIps(this.#calls, call);
  }
  async getStaticIp(name: string, call?: CallOptions): Promise<StaticIp> {
    return staticIps.getStaticIp(this.#calls, checkName(name, STATIC_IP), call);
  }
  async allocateStaticIp(name: string, call?: CallOptions): Promise<StaticIp> {
    return staticIps.allocateStaticIp(this.#calls, checkName(name, STATIC_IP), call);
  }
  async attachStaticIp(name: string, instance: string, call?: CallOptions): Promise<StaticIp> {
    checkName(name, STATIC_IP);
    return staticIps.attachStaticIp(this.#calls, name, checkName(instance), call);
  }
  async detachStaticIp(name: string, call?: CallOptions): Promise<StaticIp> {
    return staticIps.detachStaticIp(this.#calls, checkName(name, STATIC_IP), call);
  }
  async releaseStaticIp(name: string, call?: CallOptions): Promise<void> {
    await staticIps.releaseStaticIp(this.#calls, checkName(name, STATIC_IP), call);
  }

  async getFirewall(instance: string, call?: CallOptions): Promise<FirewallRule[]> {
    return (await loadFirewall()).getFirewall(this.#calls, checkName(instance), call);
  }
  async openPorts(instance: string, rule: FirewallRule, call?: CallOptions): Promise<string[]> {
    const firewall = await loadFirewall();
    return firewall.openPorts(this.#calls, checkName(instance), rule, call);
  }
  async closePorts(instance: string, rule: FirewallRule, call?: CallOptions): Promise<string[]> {
    const firewall = await loadFirewall();
    return firewall.closePorts(this.#calls, checkName(instance), rule, call);
  }
  async replaceFirewall(
    instance: string,
    rules: readonly FirewallRule[],
    call?: CallOptions,
  ): Promise<string[]> {
    const firewall = await loadFirewall();
    return firewall.replaceFirewall(this.#calls, checkName(instance), rules, call);
  }

  listRegions(call?: CallOptions): Promise<Region[]> {
    return catalogue.listRegions(this.#calls, call);
  }
  listBundles(options?: CallOptions & { includeInactive?: boolean }): Promise<Bundle[]> {
    return catalogue.listBundles(this.#calls, options);
  }
  listBlueprints(options?: CallOptions & { includeInactive?: boolean }): Promise<Blueprint[]> {
    return catalogue.listBlueprints(this.#calls, options);
  }

  async #zone(call: CallOptions | undefined): Promise<string> {
    this.#firstZone ??= await catalogue.firstZone(this.#calls, call);
    return this.#firstZone;
  }
}

/** Loads address arithmetic, which a list of instances does not need. */
const loadFirewall = () => import("./firewall.ts");
const loadSnapshots = () => import("./snapshots.ts");
