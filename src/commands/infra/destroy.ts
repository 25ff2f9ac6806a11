import { type PastedCommand, advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./destroy.spec.ts";
import type { Command } from "../definition/command.ts";
import type { DestroyedRecord } from "../../core/records/destroyed.ts";
import { QuantsError, UsageError, amended } from "../../core/errors.ts";
import type { RetirePlan } from "../../core/instances/plan-retirement.ts";
import type { Retired } from "../../core/instances/retirement-steps.ts";
import { execute, foresee } from "../../core/plan/execute.ts";
import { staticIpNameFor } from "../../core/static-ips/name.ts";
import { planned } from "../shared/planned.ts";
import { planFor } from "../shared/plan-targets.ts";
import { requireTerminal } from "../shared/prompt.ts";
import { forEachTarget } from "../shared/each-target.ts";
import { isOneNamed } from "../shared/targets.ts";
import { confirmDestroy } from "./destroy/confirm.ts";
import { type DestroyOptions, failureOf, planAll } from "./destroy/plan.ts";
import { type Retirement, retirementsOf } from "./destroy/retirements.ts";
import { destroyTargets, identitiesOf } from "./destroy/targets.ts";
import { rememberReleases } from "./left-behind.ts";

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
  const retirementOf = retirementsOf(all, options, context);
  if (options.dryRun === true) {
    const steps = all.flatMap((it) => ("plan" in it ? retirementOf(it.target, it.plan).steps : []));
    return planned(await foresee(steps), failureOf(all));
  }
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

  context.journal.remember({ instances: identitiesOf(plans) });
  context.narrator.waiting(plans.length === 1 ? `${only.name}: deleting` : "deleting");
  const outcomes = await forEachTarget(
    targets,
    options,
    async (target) => {
      const plan = planFor(target, all);
      rememberReleases(context, plan);
      return destroyOne(plan, retirementOf(target, plan), options);
    },
    context.journal,
  );
  context.narrator.idle();
  return { kind: "report", ...outcomes };
};

async function destroyOne(
  shown: RetirePlan,
  { steps, retired }: Retirement,
  options: DestroyOptions,
): Promise<{ record: DestroyedRecord; error: QuantsError | null }> {
  const { error: failure, not_done: left } = await execute(steps);
  const isBegun = left[0] !== "look" && left[0] !== "snapshot";
  if (failure !== null && !isBegun) throw failure;
  const finish = finishCommand(retired, options);
  const error = failure && explain(failure, retired, finish);
  const { destroyed, released, snapshot, plan } = retired;
  const changed = destroyed || released.length > 0;
  if (error !== null && !changed && snapshot === null) throw error;
  const record: DestroyedRecord = {
    name: plan.name,
    region: plan.region,
    changed,
    public_ip: shown.instance?.public_ip ?? null,
    released_static_ips: released.map((ip) => ip.name),
    kept_static_ips: plan.keep.map((ip) => ip.name),
    left_static_ips: retired.left.map((ip) => ip.name),
    kept_disks: plan.disks.map((it) => it.name),
    snapshot: snapshot?.name ?? null,
    dropped_tags: retired.dropped,
    finish_with: error === null ? null : finish,
  };
  return { record, error };
}

/**
 * Names every static IP that the name alone would not lead to, and keeps what was to be kept:
 * who runs what a failure tells to run must not lose more by it.
 */
function finishCommand(
  { plan, isGone, left }: Retired,
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
  { plan, isGone, left }: Retired,
  finish: PastedCommand,
): QuantsError {
  const state = isGone
    ? `${plan.name} is deleted, but ${left.map((ip) => ip.name).join(", ")} is still allocated and billed`
    : `${plan.name} may still exist${plan.release.length === 0 ? "" : ", with its static IP"}`;
  return amended(error, {
    message: `${state}: ${error.message}`,
    hint: advice`Finish with: ${finish}`,
    resource: plan.name,
    cause: error,
  });
}
