import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import type { BaseInfraManager, CallOptions, WaitOptions } from "../../core/infra-manager.ts";
import type { Instance } from "../../core/model.ts";
import type { WaitLevel } from "../../core/provision.ts";
import type { Command, CommandResult } from "../command.ts";
import { planned } from "../planned.ts";
import {
  type Target,
  type TargetOptions,
  forEachTarget,
  refuseProtected,
  selectTargets,
} from "../targets.ts";
import {
  type WaitingOptions,
  checkSshWait,
  deadlineSignal,
  waitLevel,
  waitOptions,
} from "../waiting.ts";

type Action = "start" | "stop" | "reboot";

export interface ManageOptions extends WaitingOptions, TargetOptions {
  action: Action;
  force?: boolean;
  dryRun?: boolean;
}

/** `infra manage` in JSON: the instance record after the action. */
export interface ManagedRecord extends Instance {
  action: Action;
  /** False when it was in the wanted state already. */
  changed: boolean;
  previous_status: string;
}

/** The state that an action leads to, and the one that it can't begin from. */
const ACTIONS = {
  start: { reached: ["running"], impossible: ["stopping"] },
  stop: { reached: ["stopped"], impossible: [] },
  reboot: { reached: [], impossible: ["stopped", "stopping", "pending"] },
} satisfies Record<Action, { reached: string[]; impossible: string[] }>;

export const command: Command<ManageOptions> = async (options, context) => {
  const { action } = options;
  const level = waitLevel(options);
  checkSshWait(level, context);
  if (options.force === true && action !== "stop") {
    throw new QuantsError("usage", `--force is for stop, not for ${action}.`, {
      hint: "Leave it out.",
    });
  }
  const targets = await selectTargets(options, context);
  if (options.dryRun === true) return plan(targets, options, context);
  try {
    const { data, names, error } = await forEachTarget(targets, options, async (target) => ({
      record: await manageOne(target, options, level, context),
    }));
    return { kind: "report", view: "managed", data, names, error };
  } finally {
    context.narrator.idle();
  }
};

async function manageOne(
  target: Target,
  options: ManageOptions,
  level: WaitLevel,
  context: Context,
): Promise<ManagedRecord> {
  const { name, manager } = target;
  const { action } = options;
  const wait = waitOptions(options, context, name);
  const before = await statusOf(target, action, wait);
  const changed = needsChange(before, action);
  let after = before;
  if (changed) {
    context.narrator.step(`${name}: ${action} requested, was ${before.status}`);
    context.narrator.waiting(`${name}: ${action} requested`);
    after = await act(manager, name, options, level, wait);
    if (level === "ssh" && action !== "stop") await context.waitForSsh(after, wait);
    context.narrator.step(`${name}: ${after.status}`);
  } else {
    context.narrator.step(`${name}: is ${before.status} already`);
  }
  warnOfAddress(before, after, context.narrator.warn);
  return { ...after, action, changed, previous_status: before.status };
}

/** The instance as it is now, if the action can be had and it may be disturbed. */
async function statusOf(target: Target, action: Action, call: CallOptions): Promise<Instance> {
  if (action !== "start") refuseProtected(target, action === "stop" ? "stopped" : "rebooted");
  const before = await target.manager.getInstance(target.name, call);
  const { impossible: states }: { impossible: readonly string[] } = ACTIONS[action];
  if (states.includes(before.status)) throw impossible(before, action);
  return before;
}

function needsChange({ status }: Instance, action: Action): boolean {
  const { reached }: { reached: readonly string[] } = ACTIONS[action];
  return !reached.includes(status);
}

async function plan(
  targets: readonly Target[],
  options: ManageOptions,
  context: Context,
): Promise<CommandResult> {
  const { action } = options;
  const call = { signal: deadlineSignal(options, context) };
  const found = await forEachTarget(targets, options, async (target) => ({
    record: await statusOf(target, action, call),
  }));
  const instances = [found.data].flat().filter((it): it is Instance => "status" in it);
  const changes = instances
    .filter((it) => needsChange(it, action))
    .map(({ name, region, status }) => ({
      action,
      kind: "instance",
      name,
      region,
      detail: `is ${status}`,
    }));
  return planned(changes, found.error);
}

async function act(
  manager: BaseInfraManager,
  name: string,
  options: ManageOptions,
  level: WaitLevel,
  wait: WaitOptions,
): Promise<Instance> {
  const { action } = options;
  const submitted = await submit(manager, name, options, wait);
  if (level === "operation") {
    for (const id of submitted) await manager.waitForOperation(id, wait);
  }
  if (level === "none" || level === "operation") return manager.getInstance(name, wait);
  const target = action === "stop" ? "stopped" : level === "running" ? "running" : "ip";
  return (await manager.waitForInstance(name, target, wait)) ?? manager.getInstance(name, wait);
}

function submit(
  manager: BaseInfraManager,
  name: string,
  { action, force }: ManageOptions,
  wait: WaitOptions,
): Promise<string[]> {
  if (action === "start") return manager.startInstance(name, wait);
  if (action === "reboot") return manager.rebootInstance(name, wait);
  return manager.stopInstance(name, { signal: wait.signal, force: force ?? false });
}

function impossible(instance: Instance, action: Action): QuantsError {
  const { name, status, region } = instance;
  const hints: Record<string, string> = {
    stopped: `Start it instead: quants-ctl infra manage --name ${name} --action start --region ${region}`,
    stopping: "Wait until it is stopped; if it hangs, use --action stop --force.",
  };
  return new QuantsError("invalid_state", `${name} is ${status}, so it can't ${action}.`, {
    hint: hints[status] ?? "Wait until it is running.",
    resource: name,
    retryable: status !== "stopped",
  });
}

function warnOfAddress(before: Instance, after: Instance, warn: (text: string) => void): void {
  if (after.is_static_ip || after.ip_address_type === "ipv6") return;
  if (after.status === "stopped" && before.status !== "stopped") {
    warn(
      `${after.name} has no static IP: it comes back with another address, and is billed while stopped`,
    );
  } else if (
    before.public_ip !== null &&
    after.public_ip !== null &&
    before.public_ip !== after.public_ip
  ) {
    warn(`the address changed from ${before.public_ip} to ${after.public_ip}`);
  }
}
