import type { Bundle } from "../model.ts";
import type { Platform, Pool } from "../platform/schema.ts";
import { baselineOf } from "./baseline.ts";
import { MB_PER_GB, type TierDemand } from "./demand.ts";

/** What decides how many servers a pool needs. */
export type Binding = "cpu" | "memory" | "tenants" | "min_workers" | "nothing";

export interface PoolPlan {
  pool: string;
  tiers: readonly string[];
  bundle: string;
  /** All servers, with those to spare. */
  servers: number;
  spare: number;
  binding: Binding;
  /** Of all tenants; those that are asleep have a place too. */
  tenants: number;
  active: number;
  /** Of one server: all processors, and those that may be used all the time. */
  server_cpu: number;
  sustained_cpu: number;
  server_memory_gb: number;
  /** Shares of what the servers without those to spare have, after headroom. */
  cpu_used: number;
  memory_used: number;
  monthly_usd: number;
  /** Another plan with which the pool would cost least; null: its own. */
  cheapest: { bundle: string; servers: number; monthly_usd: number } | null;
}

interface Server {
  cpu: number;
  memoryGb: number;
}

/**
 * How many servers of its plan a pool needs, for the tenants that are active and the places of all;
 * and with which of the plans it would cost least.
 */
export function planPool(
  name: string,
  platform: Platform,
  demands: readonly TierDemand[],
  bundle: Bundle,
  bundles: readonly Bundle[],
): PoolPlan {
  const own = size(name, platform, demands, bundle);
  const { headroom } = platform.load;
  const tiers = demands.filter((it) => it.pool === name && it.users > 0);
  const others = bundles
    .filter((it) => tiers.every((tier) => tooLarge(tier, it, headroom) === null))
    .map((it) => size(name, platform, demands, it));
  const best = others.reduce((one, it) => (it.monthly_usd < one.monthly_usd ? it : one), own);
  const { bundle: plan, servers, monthly_usd: monthly } = best;
  return {
    ...own,
    cheapest: best === own ? null : { bundle: plan, servers, monthly_usd: monthly },
  };
}

function size(
  name: string,
  { load, pools }: Platform,
  demands: readonly TierDemand[],
  bundle: Bundle,
): Omit<PoolPlan, "cheapest"> {
  const pool = pools[name] as Pool;
  const own = demands.filter((it) => it.pool === name);
  const baseline = baselineOf(bundle.bundle_id) ?? 1;
  const sustained = bundle.cpu_count * baseline;
  const server: Server = {
    cpu: sustained * (1 - load.headroom),
    memoryGb: bundle.ram_size_gb * (1 - load.headroom),
  };
  const tenants = own.reduce((sum, it) => sum + it.users, 0);
  const active = own.reduce((sum, it) => sum + it.active, 0);
  const cpu = own.reduce((sum, it) => sum + it.active * it.cpu, 0);
  const memoryGb = own.reduce((sum, it) => sum + it.active * it.memory_gb, 0);
  const wanted: [Binding, number][] = [
    ["cpu", Math.ceil(cpu / server.cpu)],
    ["memory", Math.max(Math.ceil(memoryGb / server.memoryGb), packed(own, server))],
    ["tenants", Math.ceil(tenants / pool.max_tenants)],
    ["min_workers", pool.min_workers ?? 0],
  ];
  const needed = Math.max(...wanted.map(([, count]) => count));
  const [binding] = wanted.find(([, count]) => count === needed) ?? ["nothing"];
  const spare = needed === 0 ? 0 : load.spare_servers;
  return {
    ...{ pool: name, tiers: own.map(({ tier }) => tier), bundle: bundle.bundle_id },
    ...{ servers: needed + spare, spare, binding: needed === 0 ? "nothing" : binding },
    ...{ tenants, active },
    ...{ server_cpu: bundle.cpu_count, sustained_cpu: sustained },
    server_memory_gb: bundle.ram_size_gb,
    cpu_used: needed === 0 ? 0 : cpu / (needed * server.cpu),
    memory_used: needed === 0 ? 0 : memoryGb / (needed * server.memoryGb),
    monthly_usd: (needed + spare) * bundle.monthly_price_usd,
  };
}

/** Servers that take whole tenants, largest first: sums alone would cut some in two. */
function packed(demands: readonly TierDemand[], server: Server): number {
  const free: number[] = [];
  for (const { active, memory_gb: memory } of demands.toSorted(
    (one, other) => other.memory_gb - one.memory_gb,
  )) {
    for (let tenant = 0; tenant < active; tenant += 1) {
      const at = free.findIndex((left) => left >= memory);
      if (at === -1) free.push(server.memoryGb - memory);
      else free[at] = (free[at] ?? 0) - memory;
    }
  }
  return free.length;
}

/** Why no server of a plan can hold a tenant of a tier; null when one can. */
export function tooLarge(tier: TierDemand, bundle: Bundle, headroom: number): string | null {
  const memory = bundle.ram_size_gb * (1 - headroom);
  if (tier.memory_gb > memory) {
    return `a tenant of ${tier.tier} needs ${tier.memory_gb * MB_PER_GB} MB, and a ${bundle.bundle_id} has ${Math.floor(memory * MB_PER_GB)} MB beside its headroom`;
  }
  const cpu = bundle.cpu_count * (baselineOf(bundle.bundle_id) ?? 1) * (1 - headroom);
  if (tier.cpu > cpu) {
    return `a tenant of ${tier.tier} needs ${tier.cpu} CPU, and a ${bundle.bundle_id} has ${cpu.toFixed(1)} beside its headroom`;
  }
  return null;
}
