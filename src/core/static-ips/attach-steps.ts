import type { Clock } from "../clock.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import type { Instance, StaticIp } from "../model.ts";
import type { Step, StepChange } from "../plan/step.ts";
import { staticIpCost } from "./price.ts";
import { TAKEN, isRefused, othersWork, settled, takeOrSee } from "./take.ts";

/** The price while no instance holds it. */
const IDLE = staticIpCost({ is_attached: false });

export interface AttachHooks {
  clock: Clock;
  onStep: (text: string) => void;
  /** Called before the first change. */
  remember: (facts: { ip: string; from: string | null; to: string }) => void;
}

/** Facts that the steps of an attachment share. */
export interface Attaching {
  manager: BaseInfraManager;
  /** The name of the static IP. */
  name: string;
  /** The latest record; null until it is allocated. */
  ip: StaticIp | null;
  target: Instance;
  call: CallOptions;
  hooks: AttachHooks;
}

/**
 * Makes the attachment. Interrupted anywhere, a repetition continues: a static IP taken from its
 * holder but not attached yet is free, and is attached then. If two want the same static IP, one
 * detaches it, and the other is refused and learns who has it.
 */
export function attachSteps(attaching: Attaching): Step<"detach" | "attach">[] {
  const { ip, target } = attaching;
  const from = ip?.attached_to ?? null;
  if (from === target.name) return [];
  if (ip === null || from === null) return [giveStep(attaching, true)];
  return [takeStep(attaching, ip, from), giveStep(attaching, false)];
}

function takeStep(attaching: Attaching, ip: StaticIp, from: string): Step<"detach"> {
  const { manager, target, call, hooks } = attaching;
  return {
    name: "detach",
    changes: () => [detachChange(ip, from)],
    carryOut: async () => {
      hooks.remember({ ip: ip.name, from, to: target.name });
      const taken = await takeOrSee(manager, ip, from, call, hooks.clock);
      if (taken === TAKEN) {
        attaching.ip = { ...ip, attached_to: null, is_attached: false };
        hooks.onStep(`${ip.name}: detached from ${from}`);
      } else if (isThere(taken.now, ip, target.name)) {
        attaching.ip = taken.now;
      } else throw othersWork(ip, taken);
    },
  };
}

/** Records what it is about to do, unless an earlier step did. */
function giveStep(attaching: Attaching, isFirst: boolean): Step<"attach"> {
  const { manager, target, call, hooks } = attaching;
  const { ip: known } = attaching;
  return {
    name: "attach",
    changes: () => [attachChange(attaching, known)],
    carryOut: async () => {
      const { ip } = attaching;
      if (ip === null) throw new TypeError("It must be allocated first.");
      if (ip.attached_to === target.name) return;
      if (isFirst) hooks.remember({ ip: ip.name, from: null, to: target.name });
      try {
        attaching.ip = await manager.attachStaticIp(ip.name, target.name, call);
        hooks.onStep(`${ip.name}: ${ip.ip_address} attached to ${target.name}`);
      } catch (error) {
        if (!isRefused(error)) throw error;
        const now = await settled(manager, ip, call, hooks.clock);
        if (!isThere(now, ip, target.name)) throw othersWork(ip, { now, cause: error });
        attaching.ip = now;
      }
    },
  };
}

/** Somebody else made the same request at the same moment, and it is done. */
function isThere(now: StaticIp | null, ip: StaticIp, target: string): now is StaticIp {
  return now !== null && now.attached_to === target && now.ip_address === ip.ip_address;
}

export function detachChange(
  { name, region, ip_address: address }: StaticIp,
  from: string,
): StepChange {
  return {
    ...{ action: "detach", kind: "static_ip", name, region },
    detail: `${address} from ${from}`,
    monthly_usd: IDLE,
  };
}

function attachChange({ name, manager, target }: Attaching, known: StaticIp | null): StepChange {
  const to = `to ${target.name}, now at ${target.public_ip ?? "no address"}`;
  return {
    ...{ action: "attach", kind: "static_ip", name, region: manager.region },
    detail: known === null ? to : `${known.ip_address} ${to}`,
    monthly_usd: 0 - IDLE,
  };
}
