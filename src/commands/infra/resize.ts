import { type PastedCommand, advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./resize.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { ResizedRecord } from "../../core/records/resized.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, UsageError, amended } from "../../core/errors.ts";
import type { BaseInfraManager, WaitOptions } from "../../core/infra-manager.ts";
import { instanceTarget } from "../../core/journal/target.ts";
import type { Instance } from "../../core/model.ts";
import { checkName } from "../../core/instances/names.ts";
import {
  type ResizeOutcome,
  type ResizeWaits,
  carryOutResize,
  plannedSteps,
} from "../../core/resize/carry-out.ts";
import { FROM_TAG, defaultTargetName, resizeSnapshotName } from "../../core/resize/marks.ts";
import { type ResizePlan, planResize, staleFor } from "../../core/resize/plan.ts";
import { planUndo, undoResize } from "../../core/resize/undo.ts";
import { snapshotMonthlyUsd } from "../../core/snapshots/cost.ts";
import { staticIpCost } from "../../core/static-ips/price.ts";
import type { CommandResult } from "../../core/result.ts";
import { warnOfDropped } from "../shared/dropped-tags.ts";
import { rememberIdentities } from "../shared/met-identity.ts";
import type { StepChange } from "../../core/plan/step.ts";
import { less } from "../../core/plan/price.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { oneRegion } from "../shared/regions.ts";
import { plain } from "../../core/text/safe-text.ts";
import { resizeLines, undoLines } from "../../render/views/resize-plan.ts";
import { snapshotWaiting } from "../shared/snapshot-waiting.ts";
import { checkSshWait, deadlineSignal, waitOptions } from "../shared/waiting.ts";

export type ResizeOptions = OptionsFor<typeof spec>;

const DEFAULT_MAX_AGE_MS = 3_600_000;

export const command: Command<typeof spec> = async (given, context) => {
  const name = nameOf(given);
  if (given.verify === "ssh") checkSshWait("ssh", context);
  const asks = given.yes !== true && given.dryRun !== true;
  const what = given.undo === true ? `undo the resize of ${name}` : `resize ${name}`;
  if (asks) requireTerminal(context.host, what);
  const options = { ...given, name };
  const manager = await oneRegion(context);
  if (given.undo === true) return undo(manager, options, asks, context);
  return resize(manager, options, asks, context);
};

type NamedOptions = ResizeOptions & { name: string };

function nameOf({ argument, name }: ResizeOptions): string {
  if (argument !== undefined && name !== undefined && argument !== name) {
    throw new UsageError(`Two instances are named: ${argument} and ${name}.`, {
      hint: "One is resized at a time: give one name.",
    });
  }
  const given = name ?? argument;
  if (given !== undefined) return checkName(given);
  throw new UsageError("No instance is named.", {
    hint: advice`Give its name: ${toRun("infra resize", { argument: "NAME", bundle: "BUNDLE" })}`,
  });
}

async function resize(
  manager: BaseInfraManager,
  options: NamedOptions,
  asks: boolean,
  context: Context,
): Promise<CommandResult<ResizedRecord>> {
  const { name } = options;
  const call = { signal: deadlineSignal(options, context) };
  const plan = await planResize(
    manager,
    {
      name,
      bundle: options.bundle,
      to: options.to,
      stop: options.stop ?? false,
      keepOld: options.keepOld ?? false,
      keepSnapshot: options.keepSnapshot ?? false,
      maxAgeMs: options.maxAge ?? DEFAULT_MAX_AGE_MS,
    },
    context.clock.now(),
    call,
  );
  if (options.dryRun === true) return planned(changesOf(plan));
  if (asks) {
    await confirmByTyping(context, {
      facts: resizeLines(plan, context.clock.now()),
      question: `Type ${name} to resize it`,
      expected: name,
    });
  }
  const staleMs = staleFor(plan, context.clock.now());
  if (staleMs !== null && staleMs <= (options.maxAge ?? DEFAULT_MAX_AGE_MS)) {
    context.narrator.warn(
      `going on with a copy that is ${Math.round(staleMs / 60_000)} min old: what ${name} has written since is not in it`,
    );
  }
  if (plan.source !== null) rememberIdentities(context, [plan.source]);
  context.journal.remember({ target: plan.target, static_ip: plan.staticIp?.name ?? null });
  context.narrator.waiting(`${name}: resizing`);
  const waits = waitsOf(options, plan.target, context);
  const about = instanceTarget({ region: manager.region, name });
  context.journal.mean([about]);
  const hooks = {
    now: () => context.clock.now(),
    onStep: (text: string) => {
      context.narrator.step(text);
      context.narrator.waiting(text);
    },
    onDroppedTags: (snapshot: string, keys: readonly string[]) =>
      warnOfDropped(snapshot, keys, context),
    waitForSsh:
      options.verify === "ssh"
        ? (instance: Instance, wait: WaitOptions) => context.waitForSsh(instance, wait)
        : null,
  };
  const outcome = await context.journal.about(about, () =>
    carryOutResize(manager, plan, waits, hooks),
  );
  context.narrator.idle();
  return toResult(plan, outcome, options, manager.region);
}

const INSTANCE_TIMEOUT_MS = 300_000;

/** Each wait has its own time; the requests have all of theirs together. */
function waitsOf(options: NamedOptions, target: string, context: Context): ResizeWaits {
  const { timeout } = options;
  const patient = snapshotWaiting(options);
  const { timeout: longest = INSTANCE_TIMEOUT_MS } = patient;
  const whole = { ...patient, timeout: longest * 3 };
  const timeoutMs = timeout ?? INSTANCE_TIMEOUT_MS;
  return {
    snapshot: { ...waitOptions(whole, context, `${options.name}: snapshot`), timeoutMs: longest },
    instance: { ...waitOptions(whole, context, target), timeoutMs },
    old: { ...waitOptions(whole, context, options.name), timeoutMs },
  };
}

function toResult(
  plan: ResizePlan,
  outcome: ResizeOutcome,
  options: NamedOptions,
  region: string,
): CommandResult<ResizedRecord> {
  const { made, error, snapshot, oldInstance, changed, done, not_done } = outcome;
  const finish = toGoOn(options, plan.target, region);
  const undoWith = oldInstance === "removed" ? null : toGoOn(options, plan.target, region, true);
  const seen = made ?? outcome.source;
  if (seen === null || (error !== null && !changed && made === null && snapshot === null)) {
    throw error ?? new TypeError("Nothing came of it.");
  }
  const record: ResizedRecord = {
    ...seen,
    monthly_price_usd: (made === null ? plan.former : plan.bundle)?.monthly_price_usd ?? null,
    changed,
    undone: false,
    resized_from: made === null ? null : plan.request.name,
    static_ip_name: plan.staticIp?.name ?? null,
    snapshot,
    old_instance: oldInstance,
    done,
    not_done,
    finish_with: not_done.length === 0 ? null : finish,
    undo_with: undoWith,
  };
  return {
    kind: "report",
    data: record,
    names: [seen.name],
    error: error && explained(error, plan, outcome, finish, undoWith),
  };
}

function explained(
  error: QuantsError,
  { request, target }: ResizePlan,
  { source, made, snapshot, oldInstance, not_done }: ResizeOutcome,
  finish: PastedCommand,
  undoWith: PastedCommand | null,
): QuantsError {
  const there = [
    ...(oldInstance === "removed" || source === null
      ? []
      : [`${request.name} (old, ${source.status})`]),
    ...(made === null ? [] : [`${target} (new, ${made.status})`]),
    ...(snapshot === null ? [] : [`the snapshot ${snapshot}`]),
  ];
  return amended(error, {
    message: `The resize of ${request.name} is not complete (${not_done.join(", ")}): ${error.message} There are: ${there.join(", ")}.`,
    hint: advice`Finish with: ${finish}${undoWith === null ? "" : advice`\nOr undo with: ${undoWith}`}`,
    resource: request.name,
    cause: error,
  });
}

function toGoOn(
  { name, bundle, stop, keepOld, keepSnapshot, verify }: NamedOptions,
  to: string,
  region: string,
  isBack = false,
): PastedCommand {
  const wanted = { stop, keepOld, keepSnapshot, verify };
  return toRun("infra resize", { name, bundle, to, region, ...wanted, undo: isBack });
}

function changesOf(plan: ResizePlan): StepChange[] {
  const { request, region, source, target, bundle, staticIp, made, snapshot } = plan;
  const { name } = request;
  const steps = plannedSteps(plan);
  const changes: StepChange[] = [];
  const add = (
    action: string,
    kind: string,
    about: string,
    detail: string,
    usd: number | null = 0,
  ): void => {
    changes.push({ action, kind, name: about, region, detail, monthly_usd: usd });
  };
  const copy = snapshotMonthlyUsd(snapshot ?? { size_gb: source?.hardware.disk_size_gb ?? null });
  const price = bundle.monthly_price_usd;
  const between =
    source === null ? (snapshot?.name ?? null) : resizeSnapshotName(source, request.bundle);
  if (source !== null) {
    if (made === null) {
      if (request.stop && source.status !== "stopped")
        add("stop", "instance", name, "for a clean copy");
      if (snapshot === null && between !== null) {
        add("create", "snapshot", between, `of ${name}`, copy);
      }
      add(
        "create",
        "instance",
        target,
        `from it, on ${bundle.bundle_id}, with tags and firewall`,
        price,
      );
    }
    if (steps.includes("static_ip") && staticIp !== null && staticIp.attached_to !== target) {
      add("move", "static_ip", staticIp.name, `${staticIp.ip_address} to ${target}`);
    }
    const former = less(plan.former?.monthly_price_usd);
    if (!request.keepOld) add("delete", "instance", name, "when the new one is verified", former);
    else if (source.status !== "stopped") add("stop", "instance", name, "kept, and billed");
  }
  const isThere = snapshot !== null || (source !== null && made === null);
  if (steps.includes("cleanup") && between !== null && isThere) {
    add("delete", "snapshot", between, "when all is done", less(copy));
  }
  return changes;
}

async function undo(
  manager: BaseInfraManager,
  options: NamedOptions,
  asks: boolean,
  context: Context,
): Promise<CommandResult<ResizedRecord>> {
  const { name, bundle } = options;
  const target = checkName(options.to ?? defaultTargetName(name, bundle));
  const wait = waitOptions(options, context, name);
  const plan = await planUndo(manager, name, target, wait);
  const { source, made, snapshots, staticIp } = plan;
  if (options.dryRun === true) {
    const { region } = manager;
    const about = (
      action: string,
      kind: string,
      it: string,
      detail: string,
      usd: number | null = 0,
    ): StepChange => ({ action, kind, name: it, region, detail, monthly_usd: usd });
    const bundles = await manager.listBundles({ signal: wait.signal, includeInactive: true });
    const price = bundles.find((it) => it.bundle_id === made?.bundle_id)?.monthly_price_usd;
    const freed = staticIp === null ? 0 : 0 - staticIpCost(staticIp);
    return planned([
      ...(staticIp === null
        ? []
        : [about("move", "static_ip", staticIp.name, `back to ${name}`, freed)]),
      ...(made === null
        ? []
        : [about("delete", "instance", made.name, `made from ${name}`, less(price))]),
      ...snapshots.map((it) =>
        about("delete", "snapshot", it.name, `of ${name}`, less(snapshotMonthlyUsd(it))),
      ),
    ]);
  }
  if (asks) {
    await confirmByTyping(context, {
      facts: undoLines(plan).map(plain),
      question: `Type ${name} to go back to it`,
      expected: name,
    });
  }
  context.narrator.waiting(`${name}: going back`);
  const waits = { instance: waitOptions(options, context, made?.name ?? target), old: wait };
  const about = instanceTarget({ region: manager.region, name });
  context.journal.mean([about]);
  const outcome = await context.journal.about(about, () =>
    undoResize(manager, plan, waits, (text) => context.narrator.step(text)),
  );
  context.narrator.idle();
  const again = toGoOn(options, target, manager.region, true);
  const { error } = outcome;
  if (error !== null && !outcome.changed) throw error;
  const record: ResizedRecord = {
    ...outcome.source,
    changed: outcome.changed,
    undone: error === null,
    resized_from: source.tags[FROM_TAG] ?? null,
    static_ip_name: staticIp?.name ?? null,
    snapshot: null,
    old_instance: "present",
    done: [],
    not_done: [],
    finish_with: error === null ? null : again,
    undo_with: null,
  };
  return {
    kind: "report",
    data: record,
    names: [name],
    error:
      error &&
      amended(error, {
        message: `Not all is undone: ${error.message}`,
        hint: advice`Go on with: ${again}${error.advice === undefined ? "" : advice`\n${error.advice}`}`,
        resource: name,
        cause: error,
      }),
  };
}
