import { QuantsError, toQuantsError } from "../../core/errors.ts";
import type { AddressNote, OpenResize } from "../../core/fleet/apply/applying.ts";
import { runChanges } from "../../core/fleet/apply/run.ts";
import { changesAnything } from "../../core/fleet/change.ts";
import { type KeptPlan, planMeaning } from "../../core/fleet/kept-plan.ts";
import { planRecord } from "../../core/fleet/plan-record.ts";
import { type FleetPlan, isEmpty } from "../../core/fleet/plan.ts";
import { refusalsOf, refused } from "../../core/fleet/refusals.ts";
import type { Lease } from "../../core/fleet/lock.ts";
import { instanceTarget, keyPairTarget, staticIpTarget } from "../../core/journal/target.ts";
import type { TargetRef } from "../../core/journal/target.ts";
import type { FleetChange } from "../../core/fleet/change.ts";
import { fleetPlanLines } from "../../render/views/fleet-plan.ts";
import type { Command, CommandContext, OptionsFor } from "../definition/command.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { checkAccount, regionsOf } from "./account.ts";
import { keepApplied } from "./record.ts";
import { addressText, isUnfinished, openWork, resizeText } from "./open-work.ts";
import { appliedResult, nothingToDo } from "./applied.ts";
import { applyingOf } from "./applying.ts";
import type { spec } from "./apply.spec.ts";
import { dryRunOf } from "./dry-run.ts";
import { type Given, readGiven } from "./given.ts";
import { withFleetLock } from "./lock.ts";
import { planNow } from "./plan-now.ts";

type ApplyOptions = OptionsFor<typeof spec>;
type ApplyContext = CommandContext<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const given = await readGiven(options, context);
  const { fleet, kept } = given;
  const asks = options.yes !== true && options.dryRun !== true && kept === null;
  if (asks) requireTerminal(context.host, `apply the fleet ${fleet.name}`);
  await checkAccount(fleet, context);
  const regions = await regionsOf(fleet, context);
  const plan = await planNow(fleet, given.replace, context, regions);
  if (kept !== null) refuseOld(kept, plan);
  const error = refused(refusalsOf(plan, given.limits));
  if (options.dryRun === true) return dryRunOf(plan, error);
  if (error !== null) throw error;
  if (isEmpty(plan)) {
    // An apply that was cut off at its end left its lock.
    if (await isUnfinished(fleet, context)) await withFleetLock(fleet, context, 0, async () => {});
    await keepApplied(fleet, context);
    return nothingToDo(plan);
  }
  if (asks) {
    await confirmByTyping(context, {
      facts: fleetPlanLines(planRecord(plan, false)),
      question: `Type ${fleet.name} to apply this`,
      expected: fleet.name,
    });
  }
  return withFleetLock(fleet, context, options.lockWait ?? 0, async (lease) => {
    // Somebody else may have applied while this one waited, for an answer or for the lock.
    const now = await planNow(fleet, given.replace, context, regions);
    if (asks || kept !== null) refuseChanged(plan, now);
    const late = refused(refusalsOf(now, given.limits));
    if (late !== null) throw late;
    return carryOut(now, given, lease, options, context);
  });
};

async function carryOut(
  plan: FleetPlan,
  given: Given,
  lease: Lease,
  options: ApplyOptions,
  context: ApplyContext,
): ReturnType<Command<typeof spec>> {
  const { fleet } = given;
  const { moves } = await openWork(fleet, context);
  const notes: string[] = [];
  const remember = (note: AddressNote): void => {
    const text = addressText(note);
    if (text === null) return;
    notes.push(text);
    context.journal.remember({ addresses: [...notes] });
  };
  const resizes: string[] = [];
  const rememberResize = (resize: OpenResize): void => {
    resizes.push(resizeText(resize));
    context.journal.remember({ resizes: [...resizes] });
  };
  const noting = { moves, remember, rememberResize };
  const applying = await applyingOf(plan, noting, options, context);
  context.journal.remember({ fleet: fleet.name, files: given.files });
  context.journal.recordTargets(plan.changes.filter(changesAnything).map(targetOf));
  context.narrator.waiting(`${fleet.name}: applying`);
  const outcomes = await runChanges(plan.changes, applying, {
    check: () => lease.hold(),
    about: (change, work) =>
      context.journal.about(targetOf(change), work as () => Promise<object>) as ReturnType<
        typeof work
      >,
  }).finally(() => context.narrator.idle());
  const result = appliedResult(plan, outcomes, options);
  if (result.error !== null) return result;
  try {
    await keepApplied(fleet, context);
    return result;
  } catch (error) {
    // What was made is told all the same.
    return { ...result, error: toQuantsError(error) };
  }
}

function targetOf(change: FleetChange): TargetRef {
  const { region, name } = change;
  if (change.kind === "key_pair") return keyPairTarget({ region, name });
  if (change.kind === "static_ip") return staticIpTarget({ region, name: change.ip.name });
  return instanceTarget({ region, name });
}

/** A kept plan is what somebody agreed to: nothing else is done. */
function refuseOld(kept: KeptPlan, plan: FleetPlan): void {
  const now = planMeaning(planRecord(plan, false));
  if (JSON.stringify(planMeaning(kept.plan)) === JSON.stringify(now)) return;
  throw new QuantsError("conflict", `The plan of ${kept.at} is no longer true.`, {
    hint: "Something was changed since. Plan again, and have it agreed to.",
    resource: plan.fleet.name,
  });
}

function refuseChanged(shown: FleetPlan, now: FleetPlan): void {
  const [one, other] = [shown, now].map((it) => JSON.stringify(planMeaning(planRecord(it, false))));
  if (one === other) return;
  throw new QuantsError("conflict", "Something was changed since this plan was shown.", {
    hint: "Nothing was done. Apply again, and look at the new plan.",
    resource: now.fleet.name,
    retryable: true,
  });
}
