import { baselineOf } from "../../core/capacity/baseline.ts";
import { MB_PER_GB, tierDemands } from "../../core/capacity/demand.ts";
import { simulate } from "../../core/capacity/simulation/run.ts";
import type { Platform } from "../../core/platform/schema.ts";
import type { SimulationRecord } from "../../core/records/simulation.ts";
import type { Command } from "../definition/command.ts";
import { oneRegionName } from "../shared/regions.ts";
import { readPlatform } from "./files.ts";
import { planPools, workerBundles } from "./pools.ts";
import type { spec } from "./simulate.spec.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { platform: read } = await readPlatform(options.argument, context);
  const { seed = 1, days = 30, scale = 1 } = options;
  const platform = scaled(read, scale);
  const region = await oneRegionName(context);
  const bundles = await workerBundles(context);
  const plans = planPools(platform, tierDemands(platform), bundles, region).map((it) => ({
    ...{ pool: it.pool, workers: it.servers, cpu: it.server_cpu * (baselineOf(it.bundle) ?? 1) },
    memoryMb: it.server_memory_gb * MB_PER_GB,
    usdPerMonth: it.monthly_usd / Math.max(1, it.servers),
  }));
  context.narrator.step(`${platform.name}: ${days} days with seed ${seed}`);
  const data: SimulationRecord = {
    ...{ platform: platform.name, region },
    ...simulate({ platform, plans, seed, days }),
  };
  return { kind: "report", data, names: [platform.name] };
};

/** The same platform with so many times the users, and no more limits on workers. */
function scaled(platform: Platform, factor: number): Platform {
  if (factor === 1) return platform;
  const tiers = Object.entries(platform.tiers).map(([name, tier]) => [
    name,
    { ...tier, users: tier.users * factor },
  ]);
  const pools = Object.entries(platform.pools).map(([name, { max_workers: _, ...pool }]) => [
    name,
    pool,
  ]);
  return {
    ...platform,
    tiers: Object.fromEntries(tiers) as Platform["tiers"],
    pools: Object.fromEntries(pools) as Platform["pools"],
  };
}
