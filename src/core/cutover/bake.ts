import { QuantsError } from "../errors.ts";
import { pause } from "../time/wait.ts";
import type { Guard, Traffic } from "./traffic.ts";

/** The target is not well: what a roll-back is for. */
export class GuardError extends QuantsError {}

/** Probes that may fail one after another before the target counts as down. */
const PROBES = 3;

/** Throws unless every alarm exists and is OK, and the target answers. For the time before a change. */
export async function checkGuard(guard: Guard, name: string, signal: AbortSignal): Promise<void> {
  const { alarmNames } = guard;
  const states = alarmNames.length > 0 ? await guard.alarms.states(alarmNames, { signal }) : null;
  for (const alarm of alarmNames) {
    const state = states?.get(alarm);
    if (state === "OK") continue;
    throw new QuantsError(
      state === undefined ? "not_found" : "invalid_state",
      state === undefined
        ? `There is no alarm "${alarm}".`
        : `The alarm "${alarm}" is not OK but ${state}.`,
      {
        hint: "Nothing was changed. A cut-over begins only while each of its alarms exists and is OK.",
        resource: alarm,
      },
    );
  }
  const wrong = await guard.probe?.();
  if (typeof wrong !== "string") return;
  throw new QuantsError("invalid_state", `The target of ${name} is not well: ${wrong}.`, {
    hint: "Nothing was changed. See that the target answers the probe first.",
    resource: name,
  });
}

/**
 * Watches for so long. Throws a GuardError when an alarm goes off or the target stops answering.
 * Missing data neither passes nor fails: after as long again it throws `wait_timeout`.
 */
export async function bake(traffic: Traffic, bakeMs: number): Promise<void> {
  const { guard, clock, signal, intervalMs, name, say } = traffic;
  const end = clock.now() + bakeMs;
  const last = end + Math.max(bakeMs, intervalMs);
  let failed = 0;
  let reported = "";
  for (;;) {
    const unknown = await withoutData(guard, signal);
    const wrong = (await guard.probe?.()) ?? null;
    failed = wrong === null ? 0 : failed + 1;
    if (wrong !== null && failed >= PROBES) {
      throw new GuardError("operation_failed", `The target of ${name} is not well: ${wrong}.`, {
        resource: name,
      });
    }
    const now = clock.now();
    const why = unknown ?? wrong;
    if (why === null && now >= end) return;
    if (why !== null && why !== reported) say(`${name}: waiting, ${why}`);
    reported = why ?? "";
    if (why !== null && now >= last) {
      throw new QuantsError("wait_timeout", `${name} is held where it is: ${why}.`, {
        resource: name,
      });
    }
    await pause(clock, Math.min(intervalMs, Math.max(1, (now < end ? end : last) - now)), signal);
  }
}

/** Why the alarms can't be judged; null when all of them are OK. Throws when one went off. */
async function withoutData(
  { alarms, alarmNames }: Guard,
  signal: AbortSignal,
): Promise<string | null> {
  if (alarmNames.length === 0) return null;
  let states;
  try {
    states = await alarms.states(alarmNames, { signal });
  } catch (error) {
    if (error instanceof QuantsError && error.retryable) return "CloudWatch can't be asked";
    throw error;
  }
  for (const alarm of alarmNames) {
    if (states.get(alarm) === "ALARM") {
      throw new GuardError("operation_failed", `The alarm "${alarm}" went off.`, {
        resource: alarm,
      });
    }
  }
  const silent = alarmNames.filter((alarm) => states.get(alarm) !== "OK");
  return silent.length === 0 ? null : `no data for ${silent.join(", ")}`;
}
