import { QuantsError } from "../errors.ts";
import { writtenRule } from "../firewall/change-text.ts";
import { sameRules } from "../firewall/ports.ts";
import type { BaseInfraManager, CreatedInstance, WaitOptions } from "../infra-manager.ts";
import type { FirewallRule, Instance, StaticIp } from "../model.ts";
import { type Step, type StepChange, unseen } from "../plan/step.ts";
import { claimStaticIp } from "../static-ips/claim.ts";
import { staticIpNameFor } from "../static-ips/name.ts";
import { staticIpCost } from "../static-ips/price.ts";
import { checkAccepted, orAccept } from "./accept.ts";
import type { Created, CreationHooks, CreationOptions } from "./creation.ts";

/** Facts that the steps of one creation share. */
export interface Creation {
  manager: BaseInfraManager;
  options: CreationOptions;
  wait: WaitOptions;
  hooks: CreationHooks;
  made: Created;
  /** The instance of that name before anything is made; read once. */
  existing: () => Promise<Instance | null>;
  /** The static IP of its name, if it exists; read once. Throws if another instance holds it. */
  staticIp: () => Promise<StaticIp | null>;
  /** The same, read anew. */
  look: () => Promise<Instance | null>;
}

export function instanceStep(creation: Creation): Step<"instance"> {
  const { manager, options, wait, hooks, made, existing, staticIp, look } = creation;
  const { name, detail, monthlyUsd } = options;
  /** Accepts an existing one, if it matches the request. */
  const adopt = (there: Instance | null): boolean => {
    if (there === null) return false;
    checkAccepted(there, options);
    made.instance = there;
    made.adopted = true;
    hooks.onAdopted?.(there);
    hooks.onStep(`${name}: already exists, ${there.status}`);
    return true;
  };
  return {
    name: "instance",
    changes: async () => {
      await staticIp();
      const there = await existing();
      if (there === null) {
        const what = { action: "create", kind: "instance", name, region: manager.region };
        return [{ ...what, detail, monthly_usd: monthlyUsd }];
      }
      checkAccepted(there, options);
      return [];
    },
    carryOut: async () => {
      // Before anything is made, because it may be another instance's.
      const found = await staticIp();
      if (found !== null) hooks.onStaticIpFound?.(found);
      // No need to look unless it may be accepted: the service refuses the name.
      if (options.ifNotExists && adopt(await existing())) return;
      let created: CreatedInstance;
      try {
        created = await make(creation);
      } catch (error) {
        // Another process may have created it meanwhile.
        const isTaken = error instanceof QuantsError && error.code === "name_in_use";
        if (isTaken && options.ifNotExists && adopt(await look())) return;
        throw isTaken ? orAccept(error) : error;
      }
      made.instance = created.instance;
      made.changed = true;
      hooks.onStep(`${name}: created`);
      if (options.waitLevel === "operation") {
        for (const id of created.operationIds) await manager.waitForOperation(id, wait);
        made.instance = await manager.getInstance(name, wait);
      }
    },
  };
}

function make({ manager, options, wait }: Creation): Promise<CreatedInstance> {
  const { snapshot } = options;
  if (snapshot === undefined) return manager.createInstance(options, wait);
  return manager.createInstanceFromSnapshot({ ...options, snapshot }, wait);
}

/** Lightsail only accepts ports and static IPs for running instances. */
async function ensureRunning({ manager, options, wait, made }: Creation): Promise<void> {
  if (made.instance?.status === "running") return;
  made.instance = (await manager.waitForInstance(options.name, "running", wait)) ?? made.instance;
}

export function firewallStep(creation: Creation, rules: readonly FirewallRule[]): Step<"firewall"> {
  const { manager, wait, hooks, made, existing } = creation;
  const { name } = creation.options;
  return {
    name: "firewall",
    changes: async () => {
      const there = await existing();
      if (there !== null && sameRules(there.firewall_rules, rules)) return [];
      const detail = rules.map(writtenRule).join(" ") || "everything closed";
      return [{ action: "set", kind: "firewall", name, region: manager.region, detail }];
    },
    carryOut: async () => {
      await ensureRunning(creation);
      const before = await manager.getFirewall(name, wait);
      if (sameRules(before, rules)) return;
      await manager.replaceFirewall(name, rules, wait);
      made.changed = true;
      made.instance = await manager.getInstance(name, wait);
      hooks.onStep(`${name}: firewall set, ${rules.length} rule${rules.length === 1 ? "" : "s"}`);
    },
  };
}

export function staticIpStep(creation: Creation): Step<"static_ip"> {
  const { manager, wait, hooks, made, staticIp } = creation;
  const { name } = creation.options;
  return {
    name: "static_ip",
    changes: async () => {
      const found = await staticIp();
      const what = { kind: "static_ip", name: staticIpNameFor(name), region: manager.region };
      const changes: StepChange[] = [];
      if (found === null) changes.push({ ...what, action: "allocate", detail: "" });
      if (found?.attached_to === name) return changes;
      // While attached it costs nothing, wherever it was before.
      const saved = found === null ? 0 : 0 - staticIpCost(found);
      changes.push({ ...what, action: "attach", detail: `to ${name}`, monthly_usd: saved });
      return changes;
    },
    carryOut: async () => {
      const found = await staticIp();
      made.static_ip = found;
      await ensureRunning(creation);
      await claimStaticIp(manager, name, found, wait, {
        onSeen: (ip) => {
          made.static_ip = ip;
        },
        onFound: hooks.onStaticIpFound,
        onChanged: (text) => {
          made.changed = true;
          hooks.onStep(text);
        },
      });
      made.instance = await manager.getInstance(name, wait);
    },
  };
}

export function waitStep({ manager, options, wait, hooks, made }: Creation): Step<"wait"> {
  const { name, waitLevel } = options;
  return unseen("wait", async () => {
    if (waitLevel === "operation") return;
    const target = waitLevel === "running" ? "running" : "ip";
    const reached = await manager.waitForInstance(name, target, wait);
    if (reached === null) return;
    made.instance = reached;
    hooks.onStep(`${name}: running${reached.public_ip === null ? "" : ` at ${reached.public_ip}`}`);
    if (waitLevel === "ssh") {
      await hooks.waitForSsh(reached, wait);
      hooks.onStep(`${name}: answers SSH`);
    }
  });
}
