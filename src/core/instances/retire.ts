import { QuantsError, nullIfMissing, toQuantsError } from "../errors.ts";
import type { BaseInfraManager, CallOptions, WaitOptions } from "../infra-manager.ts";
import type { Instance, StaticIp } from "../model.ts";
import { staticIpNameFor } from "../static-ips/name.ts";
import { poll } from "../time/wait.ts";
import type { Clock } from "../clock.ts";

/** What destroying an instance takes with it. */
export interface RetirePlan {
  name: string;
  region: string;
  /** Null when it is gone already and only a static IP is left of it. */
  instance: Instance | null;
  /** Static IPs to be released: the one it holds, its leftover, those named by the user. */
  release: StaticIp[];
  /** Static IPs that stay allocated, and billed. */
  keep: StaticIp[];
}

export interface RetireOutcome {
  destroyed: boolean;
  /** It is not there any more, whoever deleted it. */
  isGone: boolean;
  released: StaticIp[];
  /** Still allocated though they should have been released. */
  left: StaticIp[];
  error: QuantsError | null;
}

/**
 * Reads what there is. Throws `not_found` when there is neither an instance of that name
 * nor a free static IP left of it.
 */
export async function planRetirement(
  manager: BaseInfraManager,
  name: string,
  options: CallOptions & {
    keepStaticIp: boolean;
    releaseAlso: readonly string[];
    /** As it was listed a moment ago; it is read when it was not. */
    listed?: Instance | null;
    /** Those of the region, when they are asked for already. */
    staticIps?: Promise<StaticIp[]>;
    /** What an earlier destroy was to release; of the same address still, or it is another one. */
    owed?: readonly Pick<StaticIp, "name" | "ip_address">[];
    /** Names of static IPs that are kept, whoever holds them. */
    spare?: readonly string[];
    /** Nothing being there is success. */
    mayBeGone?: boolean;
  },
): Promise<RetirePlan> {
  const [instance, staticIps] = await Promise.all([
    options.listed ??
      manager.getInstance(name, options).catch((error: unknown) => {
        if (error instanceof QuantsError && error.code === "not_found") return error;
        throw error;
      }),
    options.staticIps ?? manager.listStaticIps(options),
  ]);
  const named = options.releaseAlso.map((ip) => freeStaticIp(ip, name, staticIps));
  const own = staticIps.filter(
    (ip) => ip.attached_to === name || (!ip.is_attached && isLeftover(ip, name, options.owed)),
  );
  const keep = own.filter((ip) => options.keepStaticIp || options.spare?.includes(ip.name));
  const toRelease = [...new Set([...own.filter((ip) => !keep.includes(ip)), ...named])];
  if (instance instanceof QuantsError && toRelease.length === 0 && options.mayBeGone !== true) {
    throw instance;
  }
  return {
    name,
    region: manager.region,
    instance: instance instanceof QuantsError ? null : instance,
    release: toRelease,
    keep,
  };
}

function isLeftover(
  ip: StaticIp,
  instance: string,
  owed: readonly Pick<StaticIp, "name" | "ip_address">[] = [],
): boolean {
  if (ip.name === staticIpNameFor(instance)) return true;
  return owed.some((it) => it.name === ip.name && it.ip_address === ip.ip_address);
}

function freeStaticIp(name: string, instance: string, all: readonly StaticIp[]): StaticIp {
  const found = all.find((ip) => ip.name === name);
  if (found === undefined) {
    throw new QuantsError("not_found", `There is no static IP ${name}.`, {
      hint: "Leave --release-ip out, or check its name.",
      resource: name,
    });
  }
  if (found.attached_to !== null && found.attached_to !== instance) {
    throw new QuantsError(
      "conflict",
      `The static IP ${name} is attached to ${found.attached_to}.`,
      {
        hint: "It is in use, so it is not released.",
        resource: name,
      },
    );
  }
  return found;
}

/**
 * Deletes the instance, then releases its static IPs: an address is given up only when
 * nothing can use it any more. Never throws; what is left is in the outcome.
 */
export async function retire(
  manager: BaseInfraManager,
  plan: RetirePlan,
  clock: Clock,
  wait: WaitOptions,
  onStep: (text: string) => void,
): Promise<RetireOutcome> {
  const outcome: RetireOutcome = {
    destroyed: false,
    isGone: plan.instance === null,
    released: [],
    left: [...plan.release],
    error: null,
  };
  try {
    if (plan.instance !== null) {
      outcome.destroyed = await destroy(manager, plan.name, wait);
      outcome.isGone = true;
      onStep(`${plan.name}: ${outcome.destroyed ? "deleted" : "is gone already"}`);
    }
    for (const ip of plan.release) {
      await release(manager, ip, plan.name, clock, wait);
      outcome.released.push(ip);
      outcome.left = outcome.left.filter((it) => it !== ip);
      onStep(`${plan.name}: static IP ${ip.ip_address} (${ip.name}) released`);
    }
  } catch (error) {
    outcome.error = toQuantsError(error);
  }
  return outcome;
}

/** False when somebody else has deleted it meanwhile: then it is gone as was asked. */
async function destroy(
  manager: BaseInfraManager,
  name: string,
  wait: WaitOptions,
): Promise<boolean> {
  try {
    await manager.destroyInstance(name, wait);
  } catch (error) {
    if (error instanceof QuantsError && error.code === "not_found") return false;
    throw error;
  }
  await manager.waitForInstance(name, "gone", wait);
  return true;
}

/** A deleted instance may hold its static IP for a moment longer. */
async function release(
  manager: BaseInfraManager,
  ip: StaticIp,
  instance: string,
  clock: Clock,
  wait: WaitOptions,
): Promise<void> {
  // Whatever fails for another reason than the attachment ends the wait at once.
  const failure = await poll<QuantsError | null>({
    clock,
    timeoutMs: wait.timeoutMs ?? 300_000,
    intervalMs: wait.pollIntervalMs ?? 2_000,
    signal: wait.signal,
    look: async () => {
      try {
        const now = await manager.getStaticIp(ip.name, wait);
        // Somebody allocated the name anew: the address that was meant is gone.
        if (now.ip_address !== ip.ip_address) return { done: true, value: null };
        if (now.attached_to !== null) {
          await assertNobodys(manager, now, instance, wait);
          await manager.detachStaticIp(ip.name, wait);
        }
        await manager.releaseStaticIp(ip.name, wait);
      } catch (error) {
        if (error instanceof QuantsError && error.code === "not_found")
          return { done: true, value: null };
        if (error instanceof QuantsError && error.code === "invalid_state")
          return { done: false, seen: "still attached" };
        return { done: true, value: toQuantsError(error) };
      }
      return { done: true, value: null };
    },
    onTimeout: (seen) =>
      new QuantsError("wait_timeout", `The static IP ${ip.name} could not be released: ${seen}.`, {
        resource: ip.name,
        retryable: true,
      }),
  });
  if (failure !== null) throw failure;
}

/** Whoever made an instance of the same name meanwhile has it by right. */
async function assertNobodys(
  manager: BaseInfraManager,
  { name, attached_to }: StaticIp,
  destroyed: string,
  call: CallOptions,
): Promise<void> {
  const isLeft =
    attached_to === destroyed &&
    (await nullIfMissing(manager.getInstance(destroyed, call))) === null;
  if (isLeft) return;
  throw new QuantsError("conflict", `The static IP ${name} is attached to ${attached_to} by now.`, {
    hint: "Somebody else uses it, so it was not released.",
    resource: name,
  });
}
