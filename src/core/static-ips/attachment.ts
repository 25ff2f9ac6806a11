import { advice, toRun } from "../text/advice.ts";
import { type ErrorJson, QuantsError, nullIfMissing } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import type { Instance, StaticIp } from "../model.ts";
import { nearest } from "../text/nearest.ts";

/** The effects of attaching a static IP. */
export interface AttachmentPlan {
  ip: StaticIp;
  target: Instance;
  /** The current holder, which loses it; null if nobody or the target holds it. */
  source: Instance | null;
}

/** An address before and after. */
export interface AddressChange {
  instance: string;
  before: string | null;
  /** Null without one, or, with `error`, if it could not be read. */
  after: string | null;
  error?: ErrorJson;
}

/**
 * Reads what exists and refuses what would fail halfway: an instance that holds another static IP,
 * is not running, or can't have one. With `mayTake`, another instance may lose it.
 */
export async function planAttachment(
  manager: BaseInfraManager,
  names: { ip: string; to: string; mayTake: boolean },
  call: CallOptions,
): Promise<AttachmentPlan> {
  const [all, target] = await Promise.all([
    manager.listStaticIps(call),
    manager.getInstance(names.to, call),
  ]);
  const ip = findStaticIp(all, names.ip, manager.region);
  checkTarget(target, ip, all);
  const holder = ip.attached_to;
  if (holder === null || holder === target.name) return { ip, target, source: null };
  if (!names.mayTake) {
    throw new QuantsError("conflict", `The static IP ${ip.name} is attached to ${holder}.`, {
      hint: advice`To move it: ${toRun("infra ip move", { argument: ip.name, to: target.name, region: ip.region })}`,
      resource: ip.name,
    });
  }
  return { ip, target, source: await nullIfMissing(manager.getInstance(holder, call)) };
}

export function findStaticIp(all: readonly StaticIp[], name: string, region: string): StaticIp {
  const found = all.find((it) => it.name === name);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    all.map((it) => it.name),
  );
  throw new QuantsError("not_found", `There is no static IP ${name} in ${region}.`, {
    hint:
      near === null
        ? advice`See: ${toRun("infra ip list", { region: "all" })}`
        : `Did you mean ${near}?`,
    resource: name,
  });
}

/** Throws if the instance can't take this static IP, or one yet to be allocated. */
export function checkTarget(target: Instance, ip: StaticIp | null, all: readonly StaticIp[]): void {
  const { name, region } = target;
  const other = all.find((it) => it.attached_to === name && it.name !== ip?.name);
  if (other !== undefined) {
    throw new QuantsError(
      "conflict",
      `${name} holds the static IP ${other.name} (${other.ip_address}), and can hold only one.`,
      {
        hint: advice`Free it first: ${toRun("infra ip detach", { name: other.name, region })}`,
        resource: name,
      },
    );
  }
  if (target.ip_address_type === "ipv6") {
    throw new QuantsError("invalid_state", `${name} has IPv6 only, and static IPs are IPv4.`, {
      hint: "Choose another instance.",
      resource: name,
    });
  }
  // If it already holds it, nothing more is needed.
  if (target.status === "running" || (ip !== null && ip.attached_to === name)) return;
  throw new QuantsError(
    "invalid_state",
    `${name} is ${target.status}; static IPs can only be attached to running instances.`,
    {
      hint: advice`Start it first: ${toRun("infra manage", { name, action: "start", region })}`,
      resource: name,
      retryable: target.status === "pending",
    },
  );
}
