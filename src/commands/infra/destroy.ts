import { type PastedCommand, advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./destroy.spec.ts";
import type { Command } from "../definition/command.ts";
import type { DestroyedRecord } from "../../core/records/destroyed.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, UsageError, amended } from "../../core/errors.ts";
import { type RetireOutcome, type RetirePlan, retire } from "../../core/instances/retire.ts";
import { droppedFrom } from "../../core/snapshots/tags.ts";
import { snapshotFirst } from "../../core/snapshots/first.ts";
import { staticIpNameFor } from "../../core/static-ips/name.ts";
import { warnOfDropped } from "../shared/dropped-tags.ts";
import { planned } from "../shared/planned.ts";
import { requireTerminal } from "../shared/prompt.ts";
import { type Target, forEachTarget, isOneNamed } from "../shared/targets.ts";
import { snapshotWaiting } from "../shared/snapshot-waiting.ts";
import { waitOptions } from "../shared/waiting.ts";
import { lookedAtAgain } from "./destroy/look-again.ts";
import { confirmDestroy } from "./destroy/confirm.ts";
import { type DestroyOptions, failureOf, planAll, pricedChanges } from "./destroy/plan.ts";
import { destroyTargets, meantBy } from "./destroy/targets.ts";
import { rememberOwed } from "./left-behind.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const asks = options.force !== true && options.yes !== true && options.dryRun !== true;
  if (options.releaseIp !== undefined && !isOneNamed(options)) {
    throw new UsageError("--release-ip is for one instance.", {
      hint: "Name the instance that the static IP belonged to.",
    });
  }
  if (asks) requireTerminal(context.host, `destroy ${(options.name ?? ["instances"]).join(", ")}`);
  const targets = await destroyTargets(options, context);
  const all = await planAll(targets, options, context);
  const plans = all.flatMap((it) => ("plan" in it ? [it.plan] : []));
  if (options.dryRun === true)
    return planned(await pricedChanges(all, options, context), failureOf(all));
  const [only] = plans;
  if (only === undefined) {
    const error = failureOf(all);
    if (error !== null || options.ifExists !== true) throw error ?? new TypeError("No plan.");
    return { kind: "report", data: [], names: [] };
  }
  const isNothing = plans.every(
    ({ instance, release }) => instance === null && release.length === 0,
  );
  if (asks && !isNothing) await confirmDestroy(all, options, context);

  context.journal.remember({ instances: meantBy(plans) });
  const byTarget = new Map(all.map((it) => [it.target, it]));
  context.narrator.waiting(plans.length === 1 ? `${only.name}: deleting` : "deleting");
  const outcomes = await forEachTarget(
    targets,
    options,
    async (target) => {
      const found = byTarget.get(target);
      if (found === undefined || "error" in found) throw found?.error ?? new TypeError(target.name);
      return destroyOne(target, found.plan, { ...options, isOld: asks }, context);
    },
    context.journal,
  );
  context.narrator.idle();
  return { kind: "report", ...outcomes };
};

async function destroyOne(
  target: Target,
  shown: RetirePlan,
  options: DestroyOptions & { isOld: boolean },
  context: Context,
): Promise<{ record: DestroyedRecord; error: QuantsError | null }> {
  const { name, manager } = target;
  rememberOwed(context, shown);
  const call = { signal: context.signal };
  const isOld = target.instance !== null || options.isOld;
  const first = isOld ? await lookedAtAgain(target, shown, call) : shown;
  const onStep = (step: string): void => context.narrator.step(step);
  const patient = waitOptions(snapshotWaiting(options), context, name);
  const snapshot =
    options.snapshotFirst === true && first.instance !== null
      ? await snapshotFirst(manager, first.instance, context.clock, patient, onStep)
      : null;
  const dropped =
    snapshot === null || first.instance === null
      ? []
      : droppedFrom(first.instance, "destroy", snapshot);
  warnOfDropped(snapshot?.name ?? "", dropped, context);
  const plan = snapshot === null ? first : await lookedAtAgain(target, first, call);
  if (plan.instance === null && shown.instance !== null) onStep(`${name}: is gone already`);
  // Its time begins now: a deletion must not be cut off because the snapshot took long.
  const wait = waitOptions(options, context, name);
  const outcome = await retire(manager, plan, context.clock, wait, onStep);
  const finish = finishCommand(plan, outcome, options);
  const error = outcome.error && explain(outcome.error, plan, outcome, finish);
  const isDone = outcome.destroyed || outcome.released.length > 0 || snapshot !== null;
  if (error !== null && !isDone) throw error;
  const record: DestroyedRecord = {
    name,
    region: plan.region,
    changed: outcome.destroyed || outcome.released.length > 0,
    public_ip: shown.instance?.public_ip ?? null,
    released_static_ips: outcome.released.map((ip) => ip.name),
    kept_static_ips: plan.keep.map((ip) => ip.name),
    left_static_ips: outcome.left.map((ip) => ip.name),
    snapshot: snapshot?.name ?? null,
    dropped_tags: dropped,
    finish_with: error === null ? null : finish,
  };
  return { record, error };
}

/**
 * Names every static IP that the name alone would not lead to, and keeps what was to be kept:
 * who runs what a failure tells to run must not lose more by it.
 */
function finishCommand(
  plan: RetirePlan,
  { isGone, left }: RetireOutcome,
  { keepStaticIp, releaseIp, snapshotFirst: first }: DestroyOptions,
): PastedCommand {
  const named = left.filter(({ name }) =>
    isGone ? name !== staticIpNameFor(plan.name) : releaseIp?.includes(name),
  );
  return toRun("infra destroy", {
    name: plan.name,
    region: plan.region,
    releaseIp: named.map(({ name }) => name),
    keepStaticIp,
    snapshotFirst: first === true && !isGone,
  });
}

function explain(
  error: QuantsError,
  plan: RetirePlan,
  outcome: RetireOutcome,
  finish: PastedCommand,
): QuantsError {
  const state = outcome.isGone
    ? `${plan.name} is deleted, but ${outcome.left.map((ip) => ip.name).join(", ")} is still allocated and billed`
    : `${plan.name} may still exist${plan.release.length === 0 ? "" : ", with its static IP"}`;
  return amended(error, {
    message: `${state}: ${error.message}`,
    hint: advice`Finish with: ${finish}`,
    resource: plan.name,
    cause: error,
  });
}
