import { randomUUID } from "node:crypto";
import { type ErrorCode, QuantsError } from "../../src/core/errors.ts";
import type { CallObserver } from "../../src/core/contracts/call-observer.ts";
import type { ServiceAction } from "../../src/core/contracts/service-action.ts";
import type { BaseInfraManager, CallOptions, WaitTarget } from "../../src/core/infra-manager.ts";
import { checkName } from "../../src/core/instances/names.ts";
import { sameRules } from "../../src/core/firewall/ports.ts";
import type {
  Blueprint,
  Bundle,
  FirewallRule,
  Instance,
  ResourceOperation,
  StaticIp,
} from "../../src/core/model.ts";
import { abortReason } from "../../src/core/time/wait.ts";

const BUNDLE: Bundle = {
  bundle_id: "one_size",
  name: "One size",
  monthly_price_usd: 1,
  cpu_count: 1,
  ram_size_gb: 1,
  disk_size_gb: 10,
  transfer_gb_per_month: 100,
  platforms: ["LINUX_UNIX"],
  is_active: true,
  ip_address_type: "dualstack",
} as unknown as Bundle;

const BLUEPRINT = {
  blueprint_id: "plain",
  name: "Plain Linux",
  platform: "LINUX_UNIX",
  is_active: true,
  minimum_ram_gb: 0,
} as unknown as Blueprint;

/** What the managers of all regions of one account share. */
export interface Account {
  instances: Map<string, Instance>;
  ips: Map<string, StaticIp>;
  operations: Map<string, ResourceOperation[]>;
  addresses: number;
}

export const newAccount = (): Account => ({
  instances: new Map(),
  ips: new Map(),
  operations: new Map(),
  addresses: 0,
});

const fault = (code: ErrorCode, message: string, resource: string): QuantsError =>
  new QuantsError(code, message, { hint: `See what there is of ${resource}.`, resource });

/** The least provider that keeps the contract: everything happens at once, in this process. */
export function memoryManager(
  region: string,
  account: Account,
  observer: CallObserver = () => () => {},
): BaseInfraManager {
  const zone = `${region}a`;
  const { instances, ips, operations } = account;
  const address = (): string => `192.0.2.${(account.addresses += 1)}`;

  const asked = ({ signal }: CallOptions = {}): void => {
    if (signal?.aborted === true) throw abortReason(signal);
  };
  const have = <T>(all: ReadonlyMap<string, T>, name: string): T => {
    const found = all.get(name);
    if (found === undefined) throw fault("not_found", `There is no ${name} in ${region}.`, name);
    return found;
  };
  const free = (name: string): void => {
    const there = instances.get(name);
    if (there === undefined && !ips.has(name)) return;
    const what = there === undefined ? "a static IP" : `an instance of ${there.blueprint_id}`;
    throw fault("name_in_use", `The name ${name} is that of ${what}.`, name);
  };
  const change = async <T>(
    action: ServiceAction,
    name: string,
    call: CallOptions | undefined,
    work: (id: string) => T,
  ): Promise<T> => {
    asked(call);
    const answered = observer({
      operation: action,
      action,
      region,
      resource: name,
      isChange: true,
    });
    try {
      const id = randomUUID();
      const result = work(id);
      const noted = { id, action, status: "done", created_at: null, details: null };
      operations.set(name, [...(operations.get(name) ?? []), noted]);
      answered({ requestId: id, outcome: "ok", effect: "done" });
      return result;
    } catch (error) {
      const outcome = error instanceof QuantsError ? error.code : "internal";
      answered({ requestId: undefined, outcome, effect: "none" });
      throw error;
    }
  };
  const set = (name: string, more: Partial<Instance>): Instance => {
    const now = { ...have(instances, name), ...more };
    instances.set(name, now);
    return now;
  };
  const power = (action: ServiceAction, status: string) => (name: string, call?: CallOptions) =>
    change(action, name, call, (id) => {
      set(name, { status });
      return [id];
    });
  const leave = (ip: StaticIp): StaticIp => {
    const holder = ip.attached_to;
    if (holder !== null && instances.has(holder)) {
      set(holder, { public_ip: address(), is_static_ip: false });
    }
    const now = { ...ip, attached_to: null, is_attached: false };
    ips.set(ip.name, now);
    return now;
  };
  const firewall = (
    action: ServiceAction,
    name: string,
    given: readonly FirewallRule[],
    call: CallOptions | undefined,
    rulesOf: (before: readonly FirewallRule[]) => FirewallRule[],
  ): Promise<string[]> =>
    change(action, name, call, (id) => {
      const open = given.filter(
        (it) => [it.cidrs, it.ipv6_cidrs, it.cidr_list_aliases].flat().length === 0,
      );
      const before = have(instances, name).firewall_rules;
      if (open.length > 0) throw fault("invalid_input", "A rule has no source.", name);
      set(name, { firewall_rules: rulesOf(before) });
      return [id];
    });
  const samePorts = (one: FirewallRule, other: FirewallRule): boolean =>
    [one.protocol, one.from_port, one.to_port].join() ===
    [other.protocol, other.from_port, other.to_port].join();

  const reached: Record<WaitTarget, (it: Instance | undefined) => boolean> = {
    running: (it) => it?.status === "running",
    ip: (it) => it?.status === "running",
    stopped: (it) => it?.status === "stopped",
    gone: (it) => it === undefined,
  };
  const not = (): never => {
    throw new QuantsError("invalid_input", "This provider has none.", { hint: "Use another one." });
  };

  return {
    provider: "memory",
    region,
    createInstance: async (options, call) => {
      checkName(options.name);
      if (options.bundle !== BUNDLE.bundle_id || options.blueprint !== BLUEPRINT.blueprint_id) {
        throw fault("invalid_input", `${options.bundle} on ${options.blueprint}?`, options.name);
      }
      if ((options.availabilityZone ?? zone) !== zone) {
        throw fault("invalid_input", `There is one zone, ${zone}.`, options.name);
      }
      const { name } = options;
      return change("create_instance", name, call, (id) => {
        free(name);
        instances.set(name, {
          ...{ instance_id: name, name, region, status: "running", arn: null, support_code: null },
          ...{ public_ip: address(), private_ip: "10.0.0.1", ipv6_addresses: [] },
          ...{ ip_address_type: "dualstack", is_static_ip: false, availability_zone: zone },
          ...{ bundle_id: BUNDLE.bundle_id, blueprint_id: BLUEPRINT.blueprint_id },
          ...{ blueprint_name: "Plain Linux", created_at: new Date(0).toISOString() },
          ...{ username: "root", key_pair: null, tags: { ...options.tags }, firewall_rules: [] },
          ...{ hardware: { cpu_count: 1, ram_size_gb: 1, disk_size_gb: 10 } },
          ...{ monthly_price_usd: null, transfer_gb_per_month: 100 },
        } as Instance);
        return { instance: have(instances, name), operationIds: [id] };
      });
    },
    listInstances: async (call) => {
      asked(call);
      return [...instances.values()];
    },
    getInstance: async (name) => have(instances, name),
    getInstanceExtras: async () => ({ disks: [], is_auto_snapshot: false, add_ons: [] }) as never,
    listInstanceExtras: async () =>
      [...instances.values()].map((it) => ({ ...it, disks: [], auto_snapshot_time: null })),
    keyPairs: {
      list: async () => [],
      ...{ get: not, import: not, create: not, createMarker: not, tag: not, delete: not },
    },
    settings: { setAutoSnapshot: not, setIpAddressType: not },
    snapshots: { copy: not, tag: not },
    disks: {
      list: async () => [],
      ...{
        get: not,
        create: not,
        attach: not,
        detach: not,
        settle: not,
        delete: not,
        tag: not,
        untag: not,
      },
      listSnapshots: async () => [],
      ...{ getSnapshot: not, createSnapshot: not, waitForSnapshot: not, deleteSnapshot: not },
    },
    loadBalancers: { get: not },
    alarms: {
      list: async () => [],
      ...{ get: not, put: not, test: not, delete: not, watched: not },
      contacts: { list: async () => [], create: not, verify: not, delete: not },
    },
    domains: {
      list: async () => [],
      ...{ get: not, create: not, delete: not },
      ...{ createEntry: not, updateEntry: not, deleteEntry: not },
    },
    startInstance: power("start_instance", "running"),
    stopInstance: power("stop_instance", "stopped"),
    rebootInstance: power("reboot_instance", "running"),
    tagInstance: (name, tags, call) =>
      change("set_tags", name, call, (id) => {
        set(name, { tags: { ...have(instances, name).tags, ...tags } });
        return [id];
      }),
    untagInstance: (name, keys, call) =>
      change("remove_tags", name, call, (id) => {
        const kept = Object.entries(have(instances, name).tags).filter(
          ([it]) => !keys.includes(it),
        );
        set(name, { tags: Object.fromEntries(kept) });
        return [id];
      }),
    destroyInstance: (name, call) =>
      change("delete_instance", name, call, () => {
        have(instances, name);
        instances.delete(name);
        for (const ip of ips.values()) if (ip.attached_to === name) leave(ip);
      }),
    waitForInstance: async (name, target, options) => {
      asked(options);
      const now = target === "gone" ? instances.get(name) : have(instances, name);
      if (reached[target](now)) return now ?? null;
      throw fault("wait_timeout", `${name} is ${now?.status}, and stays so.`, name);
    },
    waitForOperation: async () => {},
    listOperations: async (name) => {
      if (!ips.has(name)) have(instances, name);
      return operations.get(name) ?? [];
    },
    getMetrics: not,
    getHostKeys: async (name) => {
      have(instances, name);
      const key = { algorithm: "ssh-ed25519", public_key: "AAAA", fingerprint_sha256: "SHA256:AA" };
      return [{ ...key, not_valid_after: null, not_valid_before: null, witnessed_at: null }];
    },
    listSnapshots: async () => [],
    getSnapshot: not,
    createSnapshot: not,
    deleteSnapshot: not,
    waitForSnapshot: not,
    createInstanceFromSnapshot: not,
    listStaticIps: async () => [...ips.values()],
    getStaticIp: async (name) => have(ips, name),
    allocateStaticIp: (name, call) =>
      change("allocate_static_ip", name, call, () => {
        free(name);
        const at = { region, ip_address: address(), created_at: null, arn: null };
        ips.set(name, { ...at, name, attached_to: null, is_attached: false } as StaticIp);
        return have(ips, name);
      }),
    attachStaticIp: (name, instance, call) =>
      change("attach_static_ip", name, call, () => {
        const ip = have(ips, name);
        set(instance, { public_ip: ip.ip_address, is_static_ip: true });
        ips.set(name, { ...ip, attached_to: instance, is_attached: true });
        return have(ips, name);
      }),
    detachStaticIp: (name, call) =>
      change("detach_static_ip", name, call, () => leave(have(ips, name))),
    releaseStaticIp: (name, call) =>
      change("release_static_ip", name, call, () => {
        if (have(ips, name).is_attached) throw fault("conflict", `${name} is attached.`, name);
        ips.delete(name);
      }),
    getFirewall: async (name) => have(instances, name).firewall_rules,
    openPorts: (name, rule, call) =>
      firewall("open_ports", name, [rule], call, (before) => [
        ...before.filter((it) => !samePorts(it, rule)),
        rule,
      ]),
    closePorts: (name, rule, call) =>
      firewall("close_ports", name, [rule], call, (before) =>
        before.filter((it) => !sameRules([it], [rule])),
      ),
    replaceFirewall: (name, rules, call) =>
      firewall("replace_firewall", name, rules, call, () => [...rules]),
    listRegions: async () => [{ name: region, availability_zones: [zone] } as never],
    listBundles: async () => [BUNDLE],
    listBlueprints: async () => [BLUEPRINT],
  };
}
