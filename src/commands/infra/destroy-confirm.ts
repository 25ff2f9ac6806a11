import type { Context } from "../../core/context.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import type { Instance } from "../../core/model.ts";
import { orWarn } from "../optional.ts";
import { confirmByTyping } from "../prompt.ts";
import { plain } from "../render/plain.ts";
import { type Stakes, retirementLines } from "../render/views/retirement.ts";
import type { DestroyOptions } from "./destroy.ts";
import type { Planned } from "./destroy-plan.ts";

/** Shows all that will be lost, and has the name of one, or the number of many, typed. */
export async function confirmDestroy(
  all: readonly Planned[],
  { snapshotFirst }: DestroyOptions,
  context: Context,
): Promise<void> {
  const now = context.clock.now();
  const plans = all.flatMap((it) => ("plan" in it ? [it] : []));
  const stakes = await Promise.all(
    plans.map(async ({ target, plan }) =>
      plan.instance === null ? null : stakesOf(target.manager, plan.instance, context),
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

/** What can't be had is left out with a warning: it must not keep anybody from deciding. */
async function stakesOf(
  manager: BaseInfraManager,
  { name, bundle_id: plan }: Instance,
  context: Context,
): Promise<Stakes> {
  const call = { signal: context.signal };
  const [bundles, snapshots, extras] = await Promise.all([
    orWarn(manager.listBundles({ ...call, includeInactive: true }), "no price", context),
    orWarn(manager.listSnapshots(call), "no snapshots", context),
    orWarn(manager.getInstanceExtras(name, call), "no attached disks", context),
  ]);
  return {
    monthlyPrice: bundles?.find((it) => it.bundle_id === plan)?.monthly_price_usd ?? null,
    snapshots: snapshots?.filter((it) => it.instance === name) ?? null,
    disks: extras?.disks ?? null,
  };
}
