import type { Context } from "../../../core/context.ts";
import { toQuantsError } from "../../../core/errors.ts";
import { placeKey } from "../../../core/instances/identity.ts";
import type { RetirePlan } from "../../../core/instances/plan-retirement.ts";
import {
  type Retired,
  type RetirementStep,
  retirementSteps,
} from "../../../core/instances/retirement-steps.ts";
import type { Snapshot } from "../../../core/model.ts";
import { once } from "../../../core/plan/once.ts";
import type { Step } from "../../../core/plan/step.ts";
import { warnOfDropped } from "../../shared/dropped-tags.ts";
import { priced } from "../../shared/prices.ts";
import { snapshotWaiting } from "../../shared/snapshot-waiting.ts";
import type { Target } from "../../shared/targets.ts";
import { waitOptions } from "../../shared/waiting.ts";
import { lookedAtAgain } from "./look-again.ts";
import type { DestroyOptions, PlannedEnd } from "./plan.ts";

export interface Retirement {
  steps: Step<RetirementStep>[];
  retired: Retired;
}

/** The steps of each destruction, which share what their dry run has to ask. */
export function retirementsOf(
  all: readonly PlannedEnd[],
  options: DestroyOptions,
  context: Context,
): (target: Target, plan: RetirePlan) => Retirement {
  const prices = pricesOf(all, context);
  const snapshots = new Map<string, () => Promise<Snapshot[]>>();
  const call = { signal: context.signal };
  return (target, plan) => {
    const { name, region, manager } = target;
    const there = snapshots.get(region) ?? once(() => manager.listSnapshots(call));
    snapshots.set(region, there);
    return retirementSteps(manager, plan, {
      clock: context.clock,
      onStep: (step) => context.narrator.step(step),
      wait: () => waitOptions(options, context, name),
      // It was listed a while ago, or somebody took a long time to answer.
      isOld: target.instance !== null || (options.force !== true && options.yes !== true),
      lookAgain: (it) => lookedAtAgain(target, it, call),
      ...(options.snapshotFirst === true && {
        snapshot: {
          wait: () => waitOptions(snapshotWaiting(options), context, name),
          onDropped: (made, keys) => warnOfDropped(made.name, keys, context),
          there,
        },
      }),
      price: async () => (await prices()).get(placeKey(plan)) ?? null,
    });
  };
}

/** One list of prices for all of them; what is not in it is not known. */
function pricesOf(
  all: readonly PlannedEnd[],
  context: Context,
): () => Promise<Map<string, number | null>> {
  return once(async () => {
    const doomed = all.flatMap((it) =>
      "plan" in it && it.plan.instance !== null
        ? [{ instance: it.plan.instance, manager: it.target.manager }]
        : [],
    );
    const [first] = doomed;
    if (first === undefined) return new Map<string, number | null>();
    const bundles = await first.manager
      .listBundles({ signal: context.signal, includeInactive: true })
      .catch(toQuantsError);
    const instances = doomed.map(({ instance }) => instance);
    const found = await priced(instances, first.manager.region, bundles, context);
    return new Map(found.map((it) => [placeKey(it), it.monthly_price_usd]));
  });
}
