import type { DestroyOptions } from "./plan.ts";
import type { Context } from "../../../core/context.ts";
import type { BaseInfraManager } from "../../../core/infra-manager.ts";
import type { Bundle, Instance, Snapshot } from "../../../core/model.ts";
import { orWarn } from "../../shared/optional.ts";
import { confirmByTyping } from "../../shared/prompt.ts";
import { plain } from "../../../core/text/safe-text.ts";
import { type Stakes, retirementLines } from "../../../render/views/retirement.ts";
import type { PlannedEnd } from "./plan.ts";

/** Shows all that will be lost, and has the name of one, or the number of many, typed. */
export async function confirmDestroy(
  all: readonly PlannedEnd[],
  { snapshotFirst }: DestroyOptions,
  context: Context,
): Promise<void> {
  const now = context.clock.now();
  const plans = all.flatMap((it) => ("plan" in it ? [it] : []));
  const managers = new Set<BaseInfraManager>();
  for (const { target, plan } of plans) {
    if (plan.instance === null) continue;
    managers.add(target.manager);
  }
  const asked = await Promise.all(
    [...managers].map(async (manager) => [manager, await askRegion(manager, context)] as const),
  );
  const known = new Map(asked);
  const lost = plans.flatMap(({ target, plan }) => {
    const region = known.get(target.manager);
    const { instance } = plan;
    const stakes = instance === null || region === undefined ? null : stakesOf(instance, region);
    return retirementLines(plan, now, stakes, snapshotFirst ?? false);
  });
  const refused = all.flatMap((it) => ("error" in it ? [`not touched: ${it.error.message}`] : []));
  const [first] = plans;
  const isOne = plans.length === 1 && first !== undefined;
  const expected = isOne ? first.plan.name : String(plans.length);
  await confirmByTyping(context, {
    facts: [...lost, ...refused.map(plain)],
    question: isOne
      ? `Type ${expected} to destroy it`
      : `Type ${expected}, their number, to destroy all of them`,
    expected,
  });
}

interface RegionStakes {
  bundles: Bundle[] | null;
  snapshots: Snapshot[] | null;
}

/** What can't be had is left out with a warning: it must not keep anybody from deciding. */
async function askRegion(manager: BaseInfraManager, context: Context): Promise<RegionStakes> {
  const call = { signal: context.signal };
  const [bundles, snapshots] = await Promise.all([
    orWarn(manager.listBundles({ ...call, includeInactive: true }), "no price", context),
    orWarn(manager.listSnapshots(call), "no snapshots", context),
  ]);
  return { bundles, snapshots };
}

function stakesOf(
  { name, bundle_id: plan }: Instance,
  { bundles, snapshots }: RegionStakes,
): Stakes {
  return {
    monthlyPrice: bundles?.find((it) => it.bundle_id === plan)?.monthly_price_usd ?? null,
    snapshots: snapshots?.filter((it) => it.instance === name) ?? null,
  };
}
