import { type Wording, advice, toRun } from "../../../core/text/advice.ts";
import { type Action } from "../../../core/records/managed.ts";
import { QuantsError } from "../../../core/errors.ts";
import type { Instance } from "../../../core/model.ts";
import type { WaitLevel } from "../../../core/instances/creation.ts";
import { ownValue } from "../../../core/text/own-value.ts";

interface States {
  /** The state that the action leads to. */
  reached: readonly string[];
  /** On the way there, by an earlier request. */
  underway: readonly string[];
  /** The action can't begin from these. */
  impossible: readonly string[];
}

const ACTIONS: Readonly<Record<Action, States>> = {
  start: { reached: ["running"], underway: ["pending"], impossible: ["stopping"] },
  stop: { reached: ["stopped"], underway: ["stopping"], impossible: [] },
  reboot: { reached: [], underway: [], impossible: ["stopped", "stopping", "pending"] },
};

export const DONE: Readonly<Record<Action, string>> = {
  start: "started",
  stop: "stopped",
  reboot: "rebooted",
};

export function isImpossible({ status }: Instance, action: Action): boolean {
  return ACTIONS[action].impossible.includes(status);
}

export function isReached({ status }: Instance, action: Action): boolean {
  return ACTIONS[action].reached.includes(status);
}

/** It runs, and may not be reachable as asked yet: an earlier start was not waited for. */
export function isAwaited(instance: Instance, action: Action, level: WaitLevel): boolean {
  const { public_ip: address, ip_address_type: type } = instance;
  return (
    action === "start" &&
    (level === "ssh" || (level === "ip" && address === null && type !== "ipv6"))
  );
}

/** What is on its way is waited for; only force adds to a stop that hangs. */
export function needsRequest(
  instance: Instance,
  { action, force }: { action: Action; force?: boolean },
): boolean {
  if (isReached(instance, action)) return false;
  return force === true || !ACTIONS[action].underway.includes(instance.status);
}

export function impossible(instance: Instance, action: Action): QuantsError {
  const { name, status, region } = instance;
  const hints: Record<string, Wording> = {
    stopped: advice`Start it instead: ${toRun("infra manage", { name, action: "start", region })}`,
    stopping: "Wait until it is stopped; if it hangs, use --action stop --force.",
  };
  return new QuantsError("invalid_state", `${name} is ${status}, so it can't ${action}.`, {
    hint: ownValue(hints, status) ?? "Wait until it is running.",
    resource: name,
    retryable: status !== "stopped",
  });
}
