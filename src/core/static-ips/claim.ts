import { QuantsError, nullIfMissing } from "../errors.ts";
import type { BaseInfraManager, WaitOptions } from "../infra-manager.ts";
import type { StaticIp } from "../model.ts";
import { staticIpNameFor } from "./name.ts";

export interface StaticIpHooks {
  /** The latest record. */
  onSeen: (ip: StaticIp) => void;
  /** It existed before, or somebody else allocated it meanwhile. */
  onFound?: ((ip: StaticIp) => void) | undefined;
  /** Reports a change by this run, for people. */
  onChanged: (text: string) => void;
}

/**
 * The static IP of an instance's name, if found. Throws `conflict` if another instance holds it.
 */
export function freeFor(found: StaticIp | null, instance: string): StaticIp | null {
  const holder = found?.attached_to ?? null;
  if (found === null || holder === null || holder === instance) return found;
  throw new QuantsError("conflict", `The static IP ${found.name} is attached to ${holder}.`, {
    hint: "Choose another instance name, or detach that static IP first.",
    resource: found.name,
  });
}

/**
 * Allocates the static IP of an instance unless it is `found`, and attaches it. Another run that
 * creates the same instance may do either first: its result is accepted if it is the desired one.
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

/**
 * The service refuses what is already done; failures that are not known to be refusals are not
 * examined.
 */
function isRefusal(error: unknown): error is QuantsError {
  return (
    error instanceof QuantsError && (error.code === "invalid_state" || error.code === "conflict")
  );
}
