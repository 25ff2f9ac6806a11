import { type PastedCommand, advice } from "../../../core/text/advice.ts";
import type { Context } from "../../../core/context.ts";
import { type QuantsError, amended } from "../../../core/errors.ts";
import type { BaseInfraManager } from "../../../core/infra-manager.ts";
import { instanceTarget } from "../../../core/journal/target.ts";
import { type Progress, execute, foresee } from "../../../core/plan/execute.ts";
import type { ResizedRecord } from "../../../core/records/resized.ts";
import { planResize } from "../../../core/resize/plan.ts";
import { type ResizePlan, staleFor } from "../../../core/resize/resize.ts";
import type {
  ResizeHooks,
  ResizeStepName,
  ResizeWaits,
  Resized,
} from "../../../core/resize/resizing.ts";
import { resizeSteps } from "../../../core/resize/steps.ts";
import type { CommandResult } from "../../../core/result.ts";
import { resizeLines } from "../../../render/views/resize-plan.ts";
import { warnOfDropped } from "../../shared/dropped-tags.ts";
import { rememberIdentities } from "../../shared/met-identity.ts";
import { planned } from "../../shared/planned.ts";
import { confirmByTyping } from "../../shared/prompt.ts";
import { snapshotWaiting } from "../../shared/snapshot-waiting.ts";
import { deadlineSignal, waitOptions } from "../../shared/waiting.ts";
import { type NamedOptions, type ResizeContext, toGoOn } from "./options.ts";

const DEFAULT_MAX_AGE_MS = 3_600_000;

type ResizeOutcome = Resized & Progress<ResizeStepName>;

export async function resize(
  manager: BaseInfraManager,
  options: NamedOptions,
  asks: boolean,
  context: ResizeContext,
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
  // Each wait's time begins when they are made: not while somebody is asked.
  const stepsOf = (): ReturnType<typeof resizeSteps> =>
    resizeSteps(manager, plan, waitsOf(options, plan.target, context), hooksOf(options, context));
  if (options.dryRun === true) return planned(await foresee(stepsOf().steps));
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
      `continuing with a copy that is ${Math.round(staleMs / 60_000)} min old: what ${name} has written since is not in it`,
    );
  }
  if (plan.source !== null) rememberIdentities(context, [plan.source]);
  context.journal.remember({ target: plan.target, static_ip: plan.staticIp?.name ?? null });
  context.narrator.waiting(`${name}: resizing`);
  const about = instanceTarget({ region: manager.region, name });
  context.journal.recordTargets([about]);
  const { steps, resized } = stepsOf();
  const progress = await context.journal.about(about, () => execute(steps));
  context.narrator.idle();
  return toResult(plan, { ...resized, ...progress }, options, manager.region);
}

function hooksOf({ verify }: NamedOptions, context: Context): ResizeHooks {
  return {
    now: () => context.clock.now(),
    onStep: (text) => {
      context.narrator.step(text);
      context.narrator.waiting(text);
    },
    onDroppedTags: (snapshot, keys) => warnOfDropped(snapshot, keys, context),
    waitForSsh: verify === "ssh" ? (instance, wait) => context.waitForSsh(instance, wait) : null,
  };
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
    throw error ?? new TypeError("It had no result.");
  }
  const record: ResizedRecord = {
    ...seen,
    monthly_price_usd: (made === null ? plan.former : plan.bundle)?.monthly_price_usd ?? null,
    changed,
    undone: false,
    resized_from: made === null ? null : plan.request.name,
    static_ip_name: plan.staticIp?.name ?? null,
    disks: plan.disks.map(({ disk }) => disk.name),
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
  { request, target, disks }: ResizePlan,
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
    ...disks.map(({ disk }) => `the disk ${disk.name}`),
  ];
  return amended(error, {
    message: `The resize of ${request.name} is not complete (${not_done.join(", ")}): ${error.message} There are: ${there.join(", ")}.`,
    hint: advice`Finish with: ${finish}${undoWith === null ? "" : advice`\nOr undo with: ${undoWith}`}`,
    resource: request.name,
    cause: error,
  });
}
