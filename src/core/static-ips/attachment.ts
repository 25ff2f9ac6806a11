import { advice, toRun } from "../text/advice.ts";
import type { Clock } from "../clock.ts";
import { type ErrorJson, QuantsError, nullIfDenied, nullIfMissing } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import type { Instance, ResourceOperation, StaticIp } from "../model.ts";
import { nearest } from "../text/nearest.ts";
import { poll } from "../time/wait.ts";

/** Milliseconds for somebody else's move to come to its end, so that it can be said who has it. */
const OTHERS = { timeoutMs: 5_000, intervalMs: 500 };

/** What attaching a static IP means for those concerned. */
export interface AttachmentPlan {
  ip: StaticIp;
  target: Instance;
  /** Holds it now, and is to lose it; null when nobody does, or the target itself. */
  source: Instance | null;
}

/** An address as it was and as it is. */
export interface AddressChange {
  instance: string;
  before: string | null;
  /** Null for none, and beside `error` for one that could not be read. */
  after: string | null;
  error?: ErrorJson;
}

export interface AttachHooks {
  clock: Clock;
  onStep: (text: string) => void;
  /** Called before the first change. */
  remember: (facts: { ip: string; from: string | null; to: string }) => void;
}

/**
 * Reads what there is and refuses what would fail half-way: an instance that holds another
 * static IP, is not running, or can't have one. With `mayTake`, another instance may lose it.
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
      hint: advice`To take it away from there: ${toRun("infra ip move", { argument: ip.name, to: target.name, region: ip.region })}`,
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

/** Throws when the instance can't take this static IP, or one that is yet to be allocated. */
export function checkTarget(target: Instance, ip: StaticIp | null, all: readonly StaticIp[]): void {
  const { name, region } = target;
  const other = all.find((it) => it.attached_to === name && it.name !== ip?.name);
  if (other !== undefined) {
    throw new QuantsError(
      "conflict",
      `${name} holds the static IP ${other.name} (${other.ip_address}), and can hold one only.`,
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
  // One that holds it already needs nothing more.
  if (target.status === "running" || (ip !== null && ip.attached_to === name)) return;
  throw new QuantsError(
    "invalid_state",
    `${name} is ${target.status}; a static IP is attached to running instances only.`,
    {
      hint: advice`Start it first: ${toRun("infra manage", { name, action: "start", region })}`,
      resource: name,
      retryable: target.status === "pending",
    },
  );
}

/**
 * Makes the attachment. Wherever it is interrupted, doing it again goes on: a static IP that
 * was taken from its holder and not yet given on is free, and is attached then. Two at the
 * same static IP: one detaches it, and the other is refused and told who has it.
 */
export async function attach(
  manager: BaseInfraManager,
  { ip, target }: AttachmentPlan,
  call: CallOptions,
  hooks: AttachHooks,
): Promise<StaticIp> {
  const from = ip.attached_to;
  if (from === target.name) return ip;
  hooks.remember({ ip: ip.name, from, to: target.name });
  if (from !== null) {
    const taken = await takeOrSee(manager, ip, from, call, hooks.clock);
    if (taken !== TAKEN) {
      if (isThere(taken.now, ip, target.name)) return taken.now;
      throw othersWork(ip, taken);
    }
    hooks.onStep(`${ip.name}: detached from ${from}`);
  }
  try {
    const attached = await manager.attachStaticIp(ip.name, target.name, call);
    hooks.onStep(`${ip.name}: ${ip.ip_address} attached to ${target.name}`);
    return attached;
  } catch (error) {
    if (!isRefused(error)) throw error;
    const now = await settled(manager, ip, call, hooks.clock);
    if (isThere(now, ip, target.name)) return now;
    throw othersWork(ip, { now, cause: error });
  }
}

/** Somebody else asked for the same in the same moment, and it is done. */
function isThere(now: StaticIp | null, ip: StaticIp, target: string): now is StaticIp {
  return now !== null && now.attached_to === target && now.ip_address === ip.ip_address;
}

const TAKEN = "taken";

/** What somebody else made of it in the same moment; null when it is released. */
interface Overtaken {
  now: StaticIp | null;
  cause?: QuantsError | undefined;
}

/**
 * Takes it from the one holder that was planned with, and from nobody else: what somebody
 * attached in the same moment is given back to them, and told as a `conflict`.
 */
export async function takeFrom(
  manager: BaseInfraManager,
  ip: StaticIp,
  from: string,
  call: CallOptions,
  clock: Clock,
): Promise<void> {
  const taken = await takeOrSee(manager, ip, from, call, clock);
  if (taken !== TAKEN) throw othersWork(ip, taken);
}

/** The same for who only wants it to be attached to nothing: false when somebody else took it away. */
export async function freeFrom(
  manager: BaseInfraManager,
  ip: StaticIp,
  from: string,
  call: CallOptions,
  clock: Clock,
): Promise<boolean> {
  const taken = await takeOrSee(manager, ip, from, call, clock);
  if (taken === TAKEN) return true;
  if (taken.now?.attached_to === null && taken.now.ip_address === ip.ip_address) return false;
  throw othersWork(ip, taken);
}

async function takeOrSee(
  manager: BaseInfraManager,
  ip: StaticIp,
  from: string,
  call: CallOptions,
  clock: Clock,
): Promise<typeof TAKEN | Overtaken> {
  const seen = await nullIfDenied(manager.listOperations(ip.name, call));
  const now = await manager.getStaticIp(ip.name, call);
  if (now.attached_to !== from) return { now: await settled(manager, ip, call, clock) };
  try {
    await manager.detachStaticIp(ip.name, call);
  } catch (error) {
    if (!isRefused(error)) throw error;
    return { now: await settled(manager, ip, call, clock), cause: error };
  }
  // Between that look and the detachment somebody may have attached it: then it was theirs.
  const theirs = attachedSince(seen, await nullIfDenied(manager.listOperations(ip.name, call)));
  if (theirs === null) return TAKEN;
  await manager.attachStaticIp(ip.name, theirs, call);
  return { now: await settled(manager, ip, call, clock) };
}

function isRefused(error: unknown): error is QuantsError {
  return error instanceof QuantsError && error.code === "invalid_state";
}

/** The instance that it was attached to since. */
function attachedSince(
  seen: readonly ResourceOperation[] | null,
  now: readonly ResourceOperation[] | null,
): string | null {
  const known = new Set(seen?.map(({ id }) => id));
  const since = seen === null ? [] : (now ?? []).filter(({ id }) => !known.has(id));
  return since.findLast(({ type }) => type === "AttachStaticIp")?.details ?? null;
}

/** What it is once somebody has it, or nobody for a while. */
async function settled(
  manager: BaseInfraManager,
  ip: StaticIp,
  call: CallOptions,
  clock: Clock,
): Promise<StaticIp | null> {
  let last: StaticIp | null = null;
  return poll<StaticIp | null>({
    ...OTHERS,
    clock,
    signal: call.signal,
    look: async () => {
      last = await nullIfMissing(manager.getStaticIp(ip.name, call));
      if (last === null || last.attached_to !== null) return { done: true, value: last };
      return { done: false, seen: "unattached" };
    },
    onTimeout: () => new QuantsError("wait_timeout", "Nobody has it."),
  }).catch((error: unknown) => {
    if (error instanceof QuantsError && error.code === "wait_timeout") return last;
    throw error;
  });
}

function othersWork(ip: StaticIp, { now, cause }: Overtaken): QuantsError {
  const state =
    now === null ? "is released" : `is attached to ${now.attached_to ?? "nothing for now"}`;
  return new QuantsError(
    "conflict",
    `Somebody else moved the static IP ${ip.name} (${ip.ip_address}) in the same moment: it ${state}.`,
    {
      hint: advice`Settle with them who gets it; see: ${toRun("infra ip list", { region: ip.region })}`,
      resource: ip.name,
      cause,
    },
  );
}
