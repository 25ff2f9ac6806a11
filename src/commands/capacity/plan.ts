import {
  activeDemand,
  fullDemand,
  type TierDemand,
  tierDemands,
} from "../../core/capacity/demand.ts";
import { compareClaims, findings } from "../../core/capacity/findings.ts";
import { planPool, type PoolPlan, tooLarge } from "../../core/capacity/pools.ts";
import { cluster, kubernetes, singleServer } from "../../core/capacity/variants.ts";
import { QuantsError } from "../../core/errors.ts";
import type { Bundle } from "../../core/model.ts";
import type { Platform } from "../../core/platform/schema.ts";
import type { CapacityPlanRecord } from "../../core/records/capacity-plan.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { didYouMean, nearestIds } from "../../core/text/nearest.ts";
import type { Command } from "../definition/command.ts";
import { oneRegion, oneRegionName } from "../shared/regions.ts";
import { readKubernetesPrices, readPlatform } from "./files.ts";
import type { spec } from "./plan.spec.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const read = await readPlatform(options.argument, context);
  const prices = await readKubernetesPrices(read, context);
  const { platform } = read;
  const region = await oneRegionName(context);
  const manager = await oneRegion(context);
  const bundles = (await manager.listBundles({ signal: context.signal })).filter(isForWorkers);
  const tiers = tierDemands(platform);
  const pools = planPools(platform, tiers, bundles, region);
  const [full, active] = [fullDemand(platform), activeDemand(platform)];
  const given = { platform, region, tiers, bundles };
  const variants = [
    singleServer(given),
    cluster(given, pools),
    ...(prices === null ? [] : [kubernetes(given, prices)]),
  ];
  const planned = { platform, tiers, full, active, pools, variants };
  const data: CapacityPlanRecord = {
    ...{ platform: platform.name, region },
    users: tiers.reduce((sum, it) => sum + it.users, 0),
    bots: tiers.reduce((sum, it) => sum + it.bots, 0),
    active_users: tiers.reduce((sum, it) => sum + it.active, 0),
    ...{ full, active, tiers, pools, variants },
    claims: compareClaims(planned),
    findings: findings(planned),
  };
  return { kind: "report", data, names: [platform.name] };
};

/** Containers of tenants run on Linux, and are reached over IPv4. */
const isForWorkers = ({ platforms, public_ipv4_count: addresses, is_active }: Bundle): boolean =>
  is_active && platforms.includes("LINUX_UNIX") && addresses > 0;

function planPools(
  platform: Platform,
  tiers: readonly TierDemand[],
  bundles: readonly Bundle[],
  region: string,
): PoolPlan[] {
  return Object.entries(platform.pools).map(([name, { bundle: wanted }]) => {
    const bundle = bundles.find((it) => it.bundle_id === wanted);
    if (bundle === undefined) {
      const near = nearestIds(
        wanted,
        bundles.map((it) => it.bundle_id),
      );
      throw new QuantsError(
        "invalid_input",
        `Pool ${name} has the plan "${wanted}", which ${region} has not for Linux with an IPv4 address.`,
        {
          hint: advice`${didYouMean(near)}See: ${toRun("infra bundles", { region })}`,
          resource: wanted,
        },
      );
    }
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
