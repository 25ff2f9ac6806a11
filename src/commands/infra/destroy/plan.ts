import { advice, toRun } from "../../../core/text/advice.ts";
import { QuantsError, combineErrors } from "../../../core/errors.ts";
import type { StaticIp } from "../../../core/model.ts";
import { REQUEST_TAG } from "../../../core/instances/request-tag.ts";
import { type RetirePlan, planRetirement } from "../../../core/instances/plan-retirement.ts";
import { type Planned, planTargets } from "../../shared/plan-targets.ts";
import { type Target, refuseProtected } from "../../shared/targets.ts";
import { deadlineSignal } from "../../shared/waiting.ts";
import type { CommandContext, OptionsFor } from "../../definition/command.ts";
import type { spec } from "../destroy.spec.ts";
import { keptDisksOf } from "./kept-disks.ts";
import { isLater } from "./targets.ts";
import { type LeftBehind, leftBehind } from "../left-behind.ts";
import { ownValue } from "../../../core/text/own-value.ts";

export type DestroyOptions = OptionsFor<typeof spec>;
export type DestroyContext = CommandContext<typeof spec>;

export type PlannedEnd = Planned<RetirePlan>;

/** What is to go with each target, or why it is not to be touched. */
export async function planAll(
  targets: readonly Target[],
  options: DestroyOptions,
  context: DestroyContext,
): Promise<PlannedEnd[]> {
  const signal = deadlineSignal(options, context);
  const staticIps = new Map<string, Promise<StaticIp[]>>();
  const keptDisks = keptDisksOf(context, signal);
  const leftOf = await leftBehind(context);
  return planTargets(targets, async (target) => {
    const { manager, name, region } = target;
    refuseProtected(target, "destroyed");
    const known = staticIps.get(region) ?? manager.listStaticIps({ signal });
    staticIps.set(region, known);
    const left = leftOf(name, region);
    const plan = await planRetirement(manager, name, {
      toRelease: left.toRelease,
      keepNamed: context.resuming.kept?.filter((ip) => !left.allocated.includes(ip)) ?? [],
      mayBeGone:
        left.isKnown || context.resuming.confirmed !== undefined || options.ifExists === true,
      signal,
      listed: target.instance,
      staticIps: known,
      disks: keptDisks(target),
      keepStaticIp: options.keepStaticIp ?? false,
      releaseAlso: options.releaseIp ?? [],
    });
    refuseForeign(plan, left, context.resuming);
    if (plan.instance === null || !isLater(plan.instance, context.resuming.confirmed)) return plan;
    context.narrator.step(`${name}: is a different instance now, and was left alone`);
    return leftoversOf(plan, left);
  });
}

/** What is to be released of the instance that is gone; the one in its place, and its static IP, stay. */
function leftoversOf(plan: RetirePlan, { toRelease }: LeftBehind): RetirePlan {
  const isToRelease = ({ name, ip_address, is_attached }: StaticIp): boolean =>
    !is_attached && toRelease.some((it) => it.name === name && it.ip_address === ip_address);
  return {
    ...plan,
    instance: null,
    release: plan.release.filter(isToRelease),
    keep: [],
    disks: [],
  };
}

/** An undo deletes what was made, and nothing that was there before. */
function refuseForeign(
  { name, instance }: RetirePlan,
  left: LeftBehind,
  { made }: DestroyContext["resuming"],
): void {
  if (made === undefined || instance === null) return;
  const request = ownValue(made, name);
  if (request !== undefined && instance.tags[REQUEST_TAG] === request) return;
  if (left.hasMade(instance)) return;
  throw new QuantsError("conflict", `${name} was not created by the command being undone.`, {
    hint: advice`It existed before, or is a different one now. To delete it: ${toRun("infra destroy", { name, region: instance.region })}`,
    resource: name,
  });
}

export function failureOf(all: readonly PlannedEnd[]): QuantsError | null {
  const errors = all.flatMap((it) => ("error" in it ? [it.error] : []));
  return combineErrors(errors, all.length, "instances");
}
