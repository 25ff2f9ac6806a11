import { advice, toRun } from "../../../core/text/advice.ts";
import type { CommandContext } from "../../definition/command.ts";
import type { spec } from "../destroy.spec.ts";
import type { Context } from "../../../core/context.ts";
import { nullIfMissing } from "../../../core/errors.ts";
import { identityOf, placeKey } from "../../../core/instances/identity.ts";
import type { Instance } from "../../../core/model.ts";
import type { RetirePlan } from "../../../core/instances/plan-retirement.ts";
import { selectRegions } from "../../shared/regions.ts";
import { type Target, type TargetOptions, selectTargets } from "../../shared/targets.ts";
import { halfDestroyed } from "../left-behind.ts";

interface Place {
  name: string;
  region: string;
}

/** Which instance was met under a name, by `REGION NAME`; null when there was none any more. */
export type Confirmed = Readonly<Record<string, string | null>>;

export function identitiesOf(plans: readonly RetirePlan[]): Record<string, string | null> {
  return Object.fromEntries(
    plans.map((plan) => [
      placeKey(plan),
      plan.instance === null ? null : identityOf(plan.instance),
    ]),
  );
}

/** True for an instance that was made since under the same name. */
export function isLater(instance: Instance, confirmed: Confirmed | undefined): boolean {
  if (confirmed === undefined) return false;
  return confirmed[placeKey(instance)] !== identityOf(instance);
}

/**
 * What is to be destroyed. A pattern, a selector or a look at several regions does not meet
 * what is gone: what an interrupted run with the same ones left of those is added.
 */
export async function destroyTargets(
  options: TargetOptions & { ifExists?: boolean },
  context: CommandContext<typeof spec>,
): Promise<Target[]> {
  const { confirmed } = context.resuming;
  if (confirmed !== undefined) return targetsOf(confirmed, context);
  if (options.ifExists === true) {
    const { ifExists: _, ...strict } = options;
    const mayBeGone = options.name ?? [];
    const met = await nullIfMissing(
      selectTargets(options, context, { mayBeGone, hasExtras: true }),
    );
    if (met === null || met.length === 0)
      return (await nullIfMissing(destroyTargets(strict, context))) ?? [];
    return met;
  }
  const half = await inRegions(await halfDestroyed(options, context), context);
  if (half.length === 0) return selectTargets(options, context, { hasExtras: true });
  const mayBeGone = half.map(({ name }) => name);
  const met =
    (await nullIfMissing(selectTargets(options, context, { mayBeGone, hasExtras: true }))) ?? [];
  const isSelected = ({ name, region }: Place): boolean =>
    met.some((it) => it.name === name && it.region === region);
  const gone = await goneOf(
    half.filter((it) => !isSelected(it)),
    context,
  );
  const targets = [...met, ...gone];
  // Says why there is none.
  return targets.length === 0 ? selectTargets(options, context, { hasExtras: true }) : targets;
}

function targetsOf(confirmed: Confirmed, context: Context): Promise<Target[]> {
  return Promise.all(
    Object.keys(confirmed).map(async (key): Promise<Target> => {
      const [region = "", name = ""] = key.split(" ");
      const manager = await context.manager(region);
      return { name, region, manager, isNamed: true, instance: null };
    }),
  );
}

/** A repeat that is asked for other regions is not about those. */
async function inRegions(half: readonly Place[], context: Context): Promise<Place[]> {
  if (half.length === 0 || context.settings.region === "all") return [...half];
  const regions = await selectRegions(context);
  return half.filter(({ region }) => regions.includes(region));
}

/** One that is there is only destroyed when it is met now. */
async function goneOf(half: readonly Place[], context: Context): Promise<Target[]> {
  const looked = await Promise.all(
    half.map(async ({ name, region }): Promise<Target | null> => {
      const manager = await context.manager(region);
      const there = await nullIfMissing(manager.getInstance(name, { signal: context.signal }));
      if (there === null) return { name, region, manager, isNamed: true, instance: null };
      context.narrator.warn(
        advice`${name} exists again; a static IP of the earlier one may be left over: ${toRun("infra ip list", { unattached: true, region })}`,
      );
      return null;
    }),
  );
  return looked.filter((it) => it !== null);
}
