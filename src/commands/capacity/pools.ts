import type { TierDemand } from "../../core/capacity/demand.ts";
import { planPool, type PoolPlan, tooLarge } from "../../core/capacity/pools.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import type { Bundle } from "../../core/model.ts";
import type { Platform } from "../../core/platform/schema.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { didYouMean, nearestIds } from "../../core/text/nearest.ts";
import { oneRegion } from "../shared/regions.ts";

/** Plans for workers that can be had: containers of tenants run on Linux, and are reached over IPv4. */
export async function workerBundles(context: Context): Promise<Bundle[]> {
  const manager = await oneRegion(context);
  const bundles = await manager.listBundles({ signal: context.signal });
  return bundles.filter(
    ({ platforms, public_ipv4_count: addresses, is_active }) =>
      is_active && platforms.includes("LINUX_UNIX") && addresses > 0,
  );
}

/** What each pool needs. Throws `invalid_input` for a plan that there is not, or a tenant that is too large for it. */
export function planPools(
  platform: Platform,
  tiers: readonly TierDemand[],
  bundles: readonly Bundle[],
  region: string,
): PoolPlan[] {
  return Object.entries(platform.pools).map(([name, { bundle: wanted }]) => {
    const bundle = bundles.find((it) => it.bundle_id === wanted);
    if (bundle === undefined) throw noSuchPlan(name, wanted, bundles, region);
    for (const tier of tiers.filter((it) => it.pool === name && it.users > 0)) {
      const why = tooLarge(tier, bundle, platform.load.headroom);
      if (why === null) continue;
      throw new QuantsError("invalid_input", `Pool ${name} can't serve its tenants: ${why}.`, {
        hint: advice`Give the pool a larger plan, or the tier a lower limit. See: ${toRun("infra bundles", { region })}`,
        resource: name,
      });
    }
    return planPool(name, platform, tiers, bundle, bundles);
  });
}

function noSuchPlan(
  pool: string,
  wanted: string,
  bundles: readonly Bundle[],
  region: string,
): QuantsError {
  const near = nearestIds(
    wanted,
    bundles.map((it) => it.bundle_id),
  );
  return new QuantsError(
    "invalid_input",
    `Pool ${pool} has the plan "${wanted}", which ${region} has not for Linux with an IPv4 address.`,
    {
      hint: advice`${didYouMean(near)}See: ${toRun("infra bundles", { region })}`,
      resource: wanted,
    },
  );
}
