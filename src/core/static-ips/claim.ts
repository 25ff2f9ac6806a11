import { QuantsError, nullIfMissing } from "../errors.ts";
import type { BaseInfraManager, WaitOptions } from "../infra-manager.ts";
import type { StaticIp } from "../model.ts";
import { staticIpNameFor } from "./name.ts";

export interface StaticIpHooks {
  /** As it is known by now. */
  onSeen: (ip: StaticIp) => void;
  /** It was there before, or somebody else allocated it meanwhile. */
  onFound?: ((ip: StaticIp) => void) | undefined;
  /** This run changed something, for people. */
  onChanged: (text: string) => void;
}

/** The static IP of an instance's name, if it was found. Throws `conflict` when another instance holds it. */
export function freeFor(found: StaticIp | null, instance: string): StaticIp | null {
  const holder = found?.attached_to ?? null;
  if (found === null || holder === null || holder === instance) return found;
  throw new QuantsError("conflict", `The static IP ${found.name} is attached to ${holder}.`, {
    hint: "Choose another instance name, or detach that static IP first.",
    resource: found.name,
  });
}

/**
 * Allocates the static IP of an instance unless it is `found`, and attaches it. Whoever makes
 * the same instance in the same moment may do either first: what is as wanted then is taken.
 */
export async function claimStaticIp(
  manager: BaseInfraManager,
  instance: string,
  found: StaticIp | null,
  wait: WaitOptions,
  hooks: StaticIpHooks,
): Promise<void> {
  const ip = found ?? (await allocate(manager, instance, wait, hooks));
  hooks.onSeen(ip);
  if (ip.attached_to === instance) return;
  try {
    const attached = await manager.attachStaticIp(ip.name, instance, wait);
    hooks.onSeen(attached);
    hooks.onChanged(`${instance}: static IP ${attached.ip_address} attached`);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const now = await nullIfMissing(manager.getStaticIp(ip.name, wait));
    if (now?.attached_to !== instance) throw error;
    hooks.onSeen(now);
  }
}

async function allocate(
  manager: BaseInfraManager,
  instance: string,
  wait: WaitOptions,
  hooks: StaticIpHooks,
): Promise<StaticIp> {
  const name = staticIpNameFor(instance);
  try {
    const ip = await manager.allocateStaticIp(name, wait);
    hooks.onSeen(ip);
    hooks.onChanged(`${instance}: static IP ${ip.ip_address} allocated as ${name}`);
    return ip;
  } catch (error) {
    if (!(error instanceof QuantsError) || error.code !== "name_in_use") throw error;
    const there = freeFor(await nullIfMissing(manager.getStaticIp(name, wait)), instance);
    if (there === null) throw error;
    hooks.onFound?.(there);
    return there;
  }
}

/** The service's no to what is done already; what is not known to be refused is not looked into. */
function isRefusal(error: unknown): error is QuantsError {
  return (
    error instanceof QuantsError && (error.code === "invalid_state" || error.code === "conflict")
  );
}
