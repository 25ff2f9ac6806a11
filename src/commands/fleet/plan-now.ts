import type { Context } from "../../core/context.ts";
import type { DesiredFleet } from "../../core/fleet/desired.ts";
import { type FleetPlan, planFleet } from "../../core/fleet/plan.ts";
import { regionsOf } from "./account.ts";
import { openWork } from "./open-work.ts";
import { readRegions } from "./read.ts";

/**
 * What an apply would do now, what an interrupted one had begun included. `regions` are those of
 * `regionsOf` where they are known already.
 */
export async function planNow(
  fleet: DesiredFleet,
  replace: readonly string[],
  context: Context,
  regions?: readonly string[],
): Promise<FleetPlan> {
  const { leftovers, resizes } = await openWork(fleet, context);
  const live = await readRegions(regions ?? (await regionsOf(fleet, context)), fleet, context);
  return planFleet(fleet, live, { replace, leftovers, resizes });
}
