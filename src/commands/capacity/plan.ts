import { activeDemand, fullDemand, tierDemands } from "../../core/capacity/demand.ts";
import { compareClaims, findings } from "../../core/capacity/findings.ts";
import { cluster, kubernetes, singleServer } from "../../core/capacity/variants.ts";
import type { CapacityPlanRecord } from "../../core/records/capacity-plan.ts";
import type { Command } from "../definition/command.ts";
import { oneRegionName } from "../shared/regions.ts";
import { readKubernetesPrices, readPlatform } from "./files.ts";
import { planPools, workerBundles } from "./pools.ts";
import type { spec } from "./plan.spec.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const read = await readPlatform(options.argument, context);
  const prices = await readKubernetesPrices(read, context);
  const { platform } = read;
  const region = await oneRegionName(context);
  const bundles = await workerBundles(context);
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
