import pLimit from "p-limit";
import type { Context } from "../../core/context.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import type { Bundle, Instance, Snapshot } from "../../core/model.ts";
import { orWarn } from "../optional.ts";
import { confirmByTyping } from "../prompt.ts";
import { plain } from "../../core/safe-text.ts";
import { type Stakes, retirementLines } from "../render/views/retirement.ts";
import type { DestroyOptions } from "./destroy.ts";
import type { Planned } from "./destroy-plan.ts";

const ASKED_AT_ONCE = 8;

/** Shows all that will be lost, and has the name of one, or the number of many, typed. */
export async function confirmDestroy(
  all: readonly Planned[],
  { snapshotFirst }: DestroyOptions,
  context: Context,
): Promise<void> {
  const now = context.clock.now();
  const plans = all.flatMap((it) => ("plan" in it ? [it] : []));
  const regions = new Map<string, Promise<RegionStakes>>();
  const limit = pLimit(ASKED_AT_ONCE);
  const stakes = await Promise.all(
    plans.map(({ target: { manager, region }, plan: { instance } }) =>
      limit(async () => {
        if (instance === null) return null;
        const known = regions.get(region) ?? askRegion(manager, context);
        regions.set(region, known);
        return stakesOf(manager, instance, known, context);
      }),
    ),
  );
  const lost = plans.flatMap(({ plan }, index) =>
    retirementLines(plan, now, stakes[index] ?? null, snapshotFirst ?? false),
  );
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

async function stakesOf(
  manager: BaseInfraManager,
  { name, bundle_id: plan }: Instance,
  region: Promise<RegionStakes>,
  context: Context,
): Promise<Stakes> {
  const [{ bundles, snapshots }, extras] = await Promise.all([
    region,
    orWarn(
      manager.getInstanceExtras(name, { signal: context.signal }),
      `no attached disks of ${name}`,
      context,
    ),
  ]);
  return {
    monthlyPrice: bundles?.find((it) => it.bundle_id === plan)?.monthly_price_usd ?? null,
    snapshots: snapshots?.filter((it) => it.instance === name) ?? null,
    disks: extras?.disks ?? null,
  };
}
