import type { Alarm } from "../../../core/contracts/alarms.ts";
import type { ServiceAction } from "../../../core/contracts/service-action.ts";
import type { Domain } from "../../../core/contracts/domains.ts";
import type { Context } from "../../../core/context.ts";
import { plainHost } from "../../../core/dns/names.ts";
import { DOMAINS_REGION } from "../../../core/dns/region.ts";
import { nullIfDenied, nullIfMissing } from "../../../core/errors.ts";
import type { BaseInfraManager } from "../../../core/infra-manager.ts";
import type {
  Disk,
  DiskSnapshot,
  Instance,
  KeyPair,
  Snapshot,
  StaticIp,
} from "../../../core/model.ts";

/** What there is by now; each region is listed once, when it is first asked about. */
export class Present {
  readonly #context: Context;
  readonly #lists = new Map<string, Promise<unknown>>();

  constructor(context: Context) {
    this.#context = context;
  }

  async instance(region: string, name: string): Promise<Instance | null> {
    const all = await this.#list("instances", region, (it, call) => it.listInstances(call));
    return all.find((it) => it.name === name) ?? null;
  }

  async staticIp(region: string, name: string): Promise<StaticIp | null> {
    const all = await this.#list("static IPs", region, (it, call) => it.listStaticIps(call));
    return all.find((it) => it.name === name) ?? null;
  }

  async snapshot(region: string, name: string): Promise<Snapshot | null> {
    const all = await this.#list("snapshots", region, (it, call) => it.listSnapshots(call));
    return all.find((it) => it.name === name) ?? null;
  }

  async disk(region: string, name: string): Promise<Disk | null> {
    const all = await this.#list("disks", region, (it, call) => it.disks.list(call));
    return all.find((it) => it.name === name) ?? null;
  }

  async diskSnapshot(region: string, name: string): Promise<DiskSnapshot | null> {
    const manager = await this.#context.manager(region);
    return nullIfMissing(manager.disks.getSnapshot(name, { signal: this.#context.signal }));
  }

  async keyPair(region: string, name: string): Promise<KeyPair | null> {
    const all = await this.#list("key pairs", region, (it, call) => it.keyPairs.list(call));
    return all.find((it) => it.name === name) ?? null;
  }

  async alarm(region: string, name: string): Promise<Alarm | null> {
    const all = await this.#list("alarms", region, (it, call) => it.alarms.list(call));
    return all.find((it) => it.name === name) ?? null;
  }

  async zone(name: string): Promise<Domain | null> {
    const all = await this.#list("zones", DOMAINS_REGION, (it, call) => it.domains.list(call));
    return all.find((it) => plainHost(it.name) === name) ?? null;
  }

  /** True when the provider knows that something was done to what has that name, after that time. */
  async wasDone(
    region: string,
    name: string,
    actions: readonly ServiceAction[],
    since: string,
  ): Promise<boolean> {
    const { signal } = this.#context;
    const manager = await this.#context.manager(region);
    const known = await nullIfDenied(nullIfMissing(manager.listOperations(name, { signal })));
    // Of a moment, one is rounded and the other is cut off.
    return (known ?? []).some(
      ({ action, created_at: at }) =>
        action !== null &&
        actions.includes(action) &&
        at !== null &&
        Date.parse(at) > Date.parse(since) + 1,
    );
  }

  #list<T>(
    what: string,
    region: string,
    list: (manager: BaseInfraManager, call: { signal: AbortSignal }) => Promise<T[]>,
  ): Promise<T[]> {
    const key = `${what} ${region}`;
    const { signal } = this.#context;
    const asked =
      (this.#lists.get(key) as Promise<T[]> | undefined) ??
      this.#context.manager(region).then((manager) => list(manager, { signal }));
    this.#lists.set(key, asked);
    return asked;
  }
}
