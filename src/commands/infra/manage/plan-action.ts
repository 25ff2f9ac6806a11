import type { spec } from "../manage.spec.ts";
import type { CommandContext, OptionsFor } from "../../definition/command.ts";
import type { Context } from "../../../core/context.ts";
import { placeKey } from "../../../core/instances/identity.ts";
import type { CallOptions, WaitOptions } from "../../../core/infra-manager.ts";
import type { WaitLevel } from "../../../core/instances/creation.ts";
import type { Instance } from "../../../core/model.ts";
import { type Step, unseen } from "../../../core/plan/step.ts";
import type { Action, ManagedRecord } from "../../../core/records/managed.ts";
import type { TargetChange } from "../../shared/change-targets.ts";
import { rememberIdentities } from "../../shared/met-identity.ts";
import { type Target, refuseProtected } from "../../shared/targets.ts";
import { waitLevel, waitOptions } from "../../shared/waiting.ts";
import { stateKey } from "../undo/noted.ts";
import { DONE, impossible, isAwaited, isImpossible, isReached, needsRequest } from "./states.ts";
import { submit } from "./submit.ts";
import { refuseTwin } from "./twins.ts";

export type ManageOptions = OptionsFor<typeof spec>;

interface Managing {
  options: ManageOptions;
  /** Called when one was rebooted, which its state does not show. */
  onRebooted: (target: Target) => void;
  context: CommandContext<typeof spec>;
}

/** The request for one instance, and the wait for what comes of it. */
export async function planAction(
  target: Target,
  { options, onRebooted, context }: Managing,
): Promise<TargetChange<ManagedRecord>> {
  const { name, region, manager } = target;
  const { action } = options;
  const level = waitLevel(options);
  const wait = waitOptions(options, context, name);
  // Before a change it is read, however short ago it was listed.
  const listed = options.dryRun === true ? target.instance : null;
  const before = await statusOf(target, options, wait, listed);
  rememberIdentities(context, [before]);
  const isThere = isReached(before, action) && !isAwaited(before, action, level);
  const isRebooted = context.resuming.rebooted?.includes(placeKey(target)) === true;
  const isAsked = !isThere && !isRebooted && needsRequest(before, options);
  /** The ids of the operations, once it was taken. */
  let submitted: string[] | null = null;
  let seen: Instance = before;
  const request: Step = {
    name: "request",
    changes: () =>
      isAsked ? [{ action, kind: "instance", name, region, detail: `is ${before.status}` }] : [],
    carryOut: async () => {
      if (isAsked) {
        noteState(target, before, action, context);
        submitted = await submit(manager, name, options, wait);
        // The one action whose result does not show that it was taken.
        if (submitted !== null && action === "reboot") onRebooted(target);
      }
      const what =
        submitted !== null
          ? `${action} requested, was ${before.status}`
          : isAsked
            ? `${action} is under way already, at someone else's request`
            : `is ${before.status} already`;
      context.narrator.step(`${name}: ${what}`);
      if (!isThere) context.narrator.waiting(`${name}: ${what}`);
    },
  };
  const waiting = unseen("wait", async () => {
    try {
      seen = await reach(target, { action, level, submitted: submitted ?? [] }, wait);
      if (level === "ssh" && action !== "stop") await context.waitForSsh(seen, wait);
    } catch (error) {
      // It was requested, whatever became of the wait.
      if (submitted !== null) seen = await lastSeen(target, before, context);
      throw error;
    }
    context.narrator.step(`${name}: ${seen.status}`);
    warnOfAddress(before, seen, context.narrator.warn);
  });
  return {
    steps: isThere ? [request] : [request, waiting],
    outcome: ({ error }) => {
      const changed = submitted !== null;
      if (error !== null && !changed) throw error;
      return { record: { ...seen, action, previous_status: before.status, changed }, error };
    },
  };
}

function lastSeen(
  { name, manager }: Target,
  before: Instance,
  { signal }: Context,
): Promise<Instance> {
  return manager.getInstance(name, { signal }).catch(() => ({ ...before, status: "unknown" }));
}

/** The instance, if the action can be had and it may be disturbed. */
async function statusOf(
  target: Target,
  options: ManageOptions,
  call: CallOptions,
  listed: Instance | null,
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
export function isGuarded({ action, besideTwin }: ManageOptions): boolean {
  return action === "start" && besideTwin !== true;
}

/** What an undo needs; a reboot leaves nothing to be undone. */
function noteState(target: Target, before: Instance, action: Action, { journal }: Context): void {
  if (action === "reboot") return;
  const after = action === "start" ? "running" : "stopped";
  journal.remember({ [stateKey(target)]: { before: before.status, after } });
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
      `${after.name} has no static IP: it will return with a different address, and is billed while stopped`,
    );
  } else if (
    before.public_ip !== null &&
    after.public_ip !== null &&
    before.public_ip !== after.public_ip
  ) {
    warn(`the address changed from ${before.public_ip} to ${after.public_ip}`);
  }
}
