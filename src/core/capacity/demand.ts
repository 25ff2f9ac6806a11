import type { Platform } from "../platform/schema.ts";

/** What is needed of all servers together. */
export interface Demand {
  /** Processors. */
  cpu: number;
  memory_gb: number;
  /** Data of bots. */
  disk_gb: number;
  /** Logs and backups. */
  kept_gb: number;
  network_mbps: number;
}

export interface TierDemand {
  tier: string;
  pool: string;
  users: number;
  bots: number;
  /** Of the users, those whose stacks run at a time. */
  active: number;
  /** Of an active one. */
  cpu: number;
  memory_gb: number;
}

export const MB_PER_GB = 1024;

const middle = ([from, to]: readonly [number, number]): number => (from + to) / 2;

/** What one tenant's stack comes to, by its components: an average tenant's. */
export function stackSize({ components }: Platform): { cpu: number; memory_gb: number } {
  const all = Object.values(components);
  return {
    cpu: all.reduce((sum, it) => sum + it.cpu, 0),
    memory_gb: all.reduce((sum, it) => sum + it.memory_mb, 0) / MB_PER_GB,
  };
}

export function tierDemands({ tiers, load }: Platform): TierDemand[] {
  return Object.entries(tiers).map(([tier, it]) => ({
    ...{ tier, pool: it.pool, users: it.users, bots: it.users * it.bots_per_user },
    active: Math.ceil(it.users * load.active_share),
    ...{ cpu: it.cpu, memory_gb: it.memory_mb / MB_PER_GB },
  }));
}

/** By the stack's components, with all users active. */
export function fullDemand(platform: Platform): Demand {
  const { load } = platform;
  const tiers = tierDemands(platform);
  const users = tiers.reduce((sum, it) => sum + it.users, 0);
  const bots = tiers.reduce((sum, it) => sum + it.bots, 0);
  const one = stackSize(platform);
  return {
    cpu: users * one.cpu,
    memory_gb: users * one.memory_gb,
    disk_gb: (bots * load.bot.disk_mb) / MB_PER_GB,
    kept_gb: users * load.kept_gb_per_user,
    network_mbps: bots * middle(load.bot.network_mbps),
  };
}

/** With the active users alone. What is kept does not shrink with them. */
export function activeDemand(platform: Platform): Demand {
  const full = fullDemand(platform);
  const share = platform.load.active_share;
  return {
    cpu: full.cpu * share,
    memory_gb: full.memory_gb * share,
    disk_gb: full.disk_gb,
    kept_gb: full.kept_gb,
    network_mbps: full.network_mbps * share,
  };
}
