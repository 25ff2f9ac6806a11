import type { Platform } from "../platform/schema.ts";
import type { CapacityFinding, CapacityVariant, ClaimRecord } from "../records/capacity-plan.ts";
import { type Demand, MB_PER_GB, stackSize, type TierDemand } from "./demand.ts";
import type { PoolPlan } from "./pools.ts";

interface Planned {
  platform: Platform;
  tiers: readonly TierDemand[];
  full: Demand;
  active: Demand;
  pools: readonly PoolPlan[];
  variants: readonly CapacityVariant[];
}

/** Of what is claimed, this much may be rounding. */
const TOLERANCE = 0.05;

const whole = (value: number): string => Math.round(value).toLocaleString("en-US");
const two = (value: number): string => value.toFixed(2);

/** Where the platform's own figures do not agree with each other. */
export function findings({ platform, tiers, full, pools }: Planned): CapacityFinding[] {
  const users = tiers.reduce((sum, it) => sum + it.users, 0);
  const bots = tiers.reduce((sum, it) => sum + it.bots, 0);
  const stack = stackSize(platform);
  const found: CapacityFinding[] = [];
  const [low, high] = platform.load.bot.cpu;
  if (full.cpu < bots * low || full.cpu > bots * high) {
    found.push({
      finding: `${whole(bots)} bots need ${whole(bots * low)} to ${whole(bots * high)} CPU, the stacks ${whole(full.cpu)}`,
      why: `A stack is counted with ${two(stack.cpu)} CPU, whatever its number of bots: ${two(bots / Math.max(1, users))} on average.`,
    });
  }
  for (const it of tiers) {
    const isSmall = it.cpu < stack.cpu || it.memory_gb < stack.memory_gb;
    if (!isSmall) continue;
    found.push({
      finding: `the limit of ${it.tier} (${it.cpu} CPU, ${whole(it.memory_gb * MB_PER_GB)} MB) is below its stack's need (${two(stack.cpu)} CPU, ${whole(stack.memory_gb * MB_PER_GB)} MB)`,
      why: "Each part of the stack gets its share of the limit; one that needs more is ended by the kernel.",
    });
  }
  const { workers: claimed, worker_cpu: each } = platform.claims ?? {};
  if (claimed !== undefined && each !== undefined) {
    found.push({
      finding: `the document's ${claimed} workers of ${each} CPU give ${two((claimed * each) / Math.max(1, users))} CPU a user`,
      why: `A stack needs ${two(stack.cpu)}: they hold ${Math.floor((claimed * each) / stack.cpu)} stacks at a time.`,
    });
  }
  const workers = pools.reduce((sum, it) => sum + it.servers, 0);
  const cpu = pools.reduce((sum, it) => sum + it.servers * it.server_cpu, 0);
  found.push({
    finding: `${workers} workers have ${two(cpu / Math.max(1, users))} CPU a user`,
    why: `A stack needs ${two(stack.cpu)}. It is enough for the ${Math.round(platform.load.active_share * 100)} % who are active, and for no more.`,
  });
  for (const { pool, bundle, server_cpu: all, sustained_cpu: sustained } of pools) {
    if (sustained >= all) continue;
    found.push({
      finding: `a ${bundle} of pool ${pool} has ${all} CPU, and may use ${two(sustained)} all the time`,
      why: "Lightsail's smaller plans save up the rest while they idle. Bots do not idle: only the baseline is counted.",
    });
  }
  for (const { pool, bundle, monthly_usd: monthly, cheapest } of pools) {
    if (cheapest === null) continue;
    const { servers, monthly_usd: less } = cheapest;
    found.push({
      finding: `pool ${pool} costs $${two(monthly)} with ${bundle}, and $${two(less)} with ${servers} x ${cheapest.bundle}`,
      why: "Smaller servers cost less to keep to spare; each has its own system and address, and fewer tenants fail with it.",
    });
  }
  return found;
}

/** What a document claims, beside what comes out here. */
export function compareClaims({ platform, full, active, pools, variants }: Planned): ClaimRecord[] {
  const { claims = {} } = platform;
  const workers = pools.reduce((sum, it) => sum + it.servers, 0);
  const computed: [figure: string, claimed: number | undefined, computed: number][] = [
    ["CPU, all active", claims.cpu, full.cpu],
    ["memory, all active (GB)", claims.memory_gb, full.memory_gb],
    ["data of bots (GB)", claims.disk_gb, full.disk_gb],
    ["network, all active (Mbit/s)", claims.network_mbps, full.network_mbps],
    ["CPU, active", claims.active_cpu, active.cpu],
    ["memory, active (GB)", claims.active_memory_gb, active.memory_gb],
    ["network, active (Mbit/s)", claims.active_network_mbps, active.network_mbps],
    ["workers", claims.workers, workers],
    ["CPU of a worker", claims.worker_cpu, Math.max(0, ...pools.map((it) => it.server_cpu))],
  ];
  const figures = computed.flatMap(([figure, claimed, value]): ClaimRecord[] =>
    claimed === undefined
      ? []
      : [
          {
            ...{ figure, claimed: whole(claimed), computed: whole(value) },
            agrees: Math.abs(value - claimed) <= TOLERANCE * Math.max(claimed, value),
          },
        ],
  );
  const costs = Object.entries(claims.monthly_usd ?? {}).flatMap(([name, [from, to]]) => {
    const found = variants.find((it) => it.variant === name);
    if (found === undefined) return [];
    const { monthly_usd: value } = found;
    return [
      {
        ...{ figure: `${name}, USD a month`, claimed: `${whole(from)} to ${whole(to)}` },
        ...{ computed: whole(value), agrees: value >= from && value <= to },
      },
    ];
  });
  return [...figures, ...costs];
}
