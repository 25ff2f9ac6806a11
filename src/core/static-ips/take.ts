import type { Clock } from "../clock.ts";
import { QuantsError, nullIfDenied, nullIfMissing } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import type { ResourceOperation, StaticIp } from "../model.ts";
import { advice, toRun } from "../text/advice.ts";
import { poll } from "../time/wait.ts";

/** Milliseconds for somebody else's move to finish, to be able to report who has it. */
const OTHERS = { timeoutMs: 5_000, intervalMs: 500 };

export const TAKEN = "taken";

/** Its record after somebody else's concurrent change; null if it was released. */
export interface Overtaken {
  now: StaticIp | null;
  cause?: QuantsError | undefined;
}

/**
 * Takes it from the planned holder only: if somebody attached it elsewhere at the same moment, it
 * is given back to them and reported as a `conflict`.
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

/** The same for callers that only want it detached: false if somebody else took it. */
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

export async function takeOrSee(
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
  // Somebody may have attached it between that read and the detachment: then it was theirs.
  const theirs = attachedSince(seen, await nullIfDenied(manager.listOperations(ip.name, call)));
  if (theirs === null) return TAKEN;
  await manager.attachStaticIp(ip.name, theirs, call);
  return { now: await settled(manager, ip, call, clock) };
}

export function isRefused(error: unknown): error is QuantsError {
  return error instanceof QuantsError && error.code === "invalid_state";
}

/** The instance that it was attached to since then. */
function attachedSince(
  seen: readonly ResourceOperation[] | null,
  now: readonly ResourceOperation[] | null,
): string | null {
  const known = new Set(seen?.map(({ id }) => id));
  const since = seen === null ? [] : (now ?? []).filter(({ id }) => !known.has(id));
  return since.findLast(({ action }) => action === "attach_static_ip")?.details ?? null;
}

/** Its record once somebody has it, or nobody for a while. */
export async function settled(
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

export function othersWork(ip: StaticIp, { now, cause }: Overtaken): QuantsError {
  const state =
    now === null ? "is released" : `is attached to ${now.attached_to ?? "nothing for now"}`;
  return new QuantsError(
    "conflict",
    `Somebody else moved the static IP ${ip.name} (${ip.ip_address}) at the same moment: it ${state}.`,
    {
      hint: advice`Agree on who keeps it; see: ${toRun("infra ip list", { region: ip.region })}`,
      resource: ip.name,
      cause,
    },
  );
}
