import type { spec } from "./manage.spec.ts";
import type { Command, CommandContext, OptionsFor } from "../definition/command.ts";
import type { ManagedRecord } from "../../core/records/managed.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, toQuantsError } from "../../core/errors.ts";
import { placeKey } from "../../core/instances/identity.ts";
import type { CallOptions, WaitOptions } from "../../core/infra-manager.ts";
import type { Instance } from "../../core/model.ts";
import type { WaitLevel } from "../../core/instances/creation.ts";
import type { CommandResult } from "../../core/result.ts";
import { rememberIdentities } from "../shared/met-identity.ts";
import { refuseTwin, withoutTwins } from "./manage/twins.ts";
import {
  DONE,
  impossible,
  isAwaited,
  isImpossible,
  isReached,
  needsRequest,
} from "./manage/states.ts";
import { type Action } from "../../core/records/managed.ts";
import { stateKey } from "./undo/noted.ts";
import { submit } from "./manage/submit.ts";
import { planned } from "../shared/planned.ts";
import { forEachTarget } from "../shared/each-target.ts";
import { type Target, refuseProtected, selectTargets } from "../shared/targets.ts";
import { checkSshWait, deadlineSignal, waitLevel, waitOptions } from "../shared/waiting.ts";

export type ManageOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const { action } = options;
  const level = waitLevel(options);
  checkSshWait(level, context);
  if (options.force === true && action !== "stop") {
    throw new QuantsError("usage", `--force is for stop, not for ${action}.`, {
      hint: "Leave it out.",
    });
  }
  if (options.besideTwin === true && action !== "start") {
    throw new QuantsError("usage", `--beside-twin is for start, not for ${action}.`, {
      hint: "Leave it out.",
    });
  }
  const selected = await selectTargets(options, context);
  const call = { signal: deadlineSignal(options, context) };
  const targets = isGuarded(options) ? await withoutTwins(selected, call, context) : selected;
  const rebooted = [...(context.resuming.rebooted ?? [])];
  const onRebooted = (target: Target): void => {
    rebooted.push(placeKey(target));
    context.journal.remember({ rebooted: [...rebooted] });
  };
  if (options.dryRun === true) return plan(targets, options, context);
  try {
    const { data, names, error } = await forEachTarget(
      targets,
      options,
      (target) => manageOne(target, options, level, context, onRebooted),
      context.journal,
    );
    return { kind: "report", data, names, error };
  } finally {
    context.narrator.idle();
  }
};

async function manageOne(
  target: Target,
  options: ManageOptions,
  level: WaitLevel,
  context: CommandContext<typeof spec>,
  onRebooted: (target: Target) => void,
): Promise<{ record: ManagedRecord; error: QuantsError | null }> {
  const { name, manager } = target;
  const { action } = options;
  const wait = waitOptions(options, context, name);
  const before = await statusOf(target, options, wait);
  rememberIdentities(context, [before]);
  const facts = { action, previous_status: before.status };
  const isDone = context.resuming.rebooted?.includes(placeKey(target)) === true;
  if (isReached(before, action) && !isAwaited(before, action, level)) {
    context.narrator.step(`${name}: is ${before.status} already`);
    return { record: { ...before, ...facts, changed: false }, error: null };
  }
  const isAsked = !isDone && needsRequest(before, options);
  if (isAsked) noteState(target, before, action, context);
  const submitted = isAsked ? await submit(manager, name, options, wait) : null;
  const changed = submitted !== null;
  // The one action whose result does not show that it was taken.
  if (changed && action === "reboot") onRebooted(target);
  const what = changed
    ? `${action} requested, was ${before.status}`
    : isAsked
      ? `${action} is under way, by somebody else's request`
      : `is ${before.status} already`;
  context.narrator.step(`${name}: ${what}`);
  context.narrator.waiting(`${name}: ${what}`);
  try {
    const after = await reach(target, { action, level, submitted: submitted ?? [] }, wait);
    if (level === "ssh" && action !== "stop") await context.waitForSsh(after, wait);
    context.narrator.step(`${name}: ${after.status}`);
    warnOfAddress(before, after, context.narrator.warn);
    return { record: { ...after, ...facts, changed }, error: null };
  } catch (error) {
    if (!changed) throw error;
    // It was requested, whatever became of the wait.
    const unseen = { ...before, status: "unknown" };
    const seen = await manager.getInstance(name, { signal: context.signal }).catch(() => unseen);
    return { record: { ...seen, ...facts, changed }, error: toQuantsError(error) };
  }
}

/**
 * The instance as it is now, if the action can be had and it may be disturbed. Before a change it
 * is read, however short ago it was listed.
 */
async function statusOf(
  target: Target,
  options: ManageOptions,
  call: CallOptions,
  listed: Instance | null = null,
): Promise<Instance> {
  const { action } = options;
  refuseProtected(target, DONE[action]);
  const before = listed ?? (await target.manager.getInstance(target.name, call));
  if (isImpossible(before, action)) throw impossible(before, action);
  if (isGuarded(options) && needsRequest(before, options))
    await refuseTwin(target.manager, before, call);
  return before;
}

/** Of the two instances of a resize only one is to run, unless it is said. */
function isGuarded({ action, besideTwin }: ManageOptions): boolean {
  return action === "start" && besideTwin !== true;
}

/** What an undo needs; a reboot leaves nothing to be undone. */
function noteState(target: Target, before: Instance, action: Action, { journal }: Context): void {
  if (action === "reboot") return;
  const after = action === "start" ? "running" : "stopped";
  journal.remember({ [stateKey(target)]: { before: before.status, after } });
}

async function plan(
  targets: readonly Target[],
  options: ManageOptions,
  context: Context,
): Promise<CommandResult> {
  const { action } = options;
  const call = { signal: deadlineSignal(options, context) };
  const found = await forEachTarget(targets, options, async (target) => ({
    record: await statusOf(target, options, call, target.instance),
  }));
  const instances = [found.data].flat().filter((it): it is Instance => "status" in it);
  const changes = instances
    .filter((it) => needsRequest(it, options))
    .map(({ name, region, status }) => ({
      action,
      kind: "instance",
      name,
      region,
      detail: `is ${status}`,
    }));
  return planned(changes, found.error);
}

async function reach(
  { name, manager }: Target,
  { action, level, submitted }: { action: Action; level: WaitLevel; submitted: readonly string[] },
  wait: WaitOptions,
): Promise<Instance> {
  if (level === "operation") {
    for (const id of submitted) await manager.waitForOperation(id, wait);
  }
  if (level === "none" || level === "operation") return manager.getInstance(name, wait);
  const state = action === "stop" ? "stopped" : level === "running" ? "running" : "ip";
  return (await manager.waitForInstance(name, state, wait)) ?? manager.getInstance(name, wait);
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
