/** A server, with its price; null: not known. */
export interface CostedNode {
  name: string;
  pool: string | null;
  cpu: number;
  memory_mb: number;
  monthly_usd: number | null;
}

interface Resources {
  cpu: number;
  memory_mb: number;
}

/** A tenant, with what is reserved for it now, and what would be if it were awake. */
export interface CostedTenant {
  tenant: string;
  tier: string;
  /** Name of its server; null: it has no place. */
  node: string | null;
  is_asleep: boolean;
  bots: number;
  reserved: Resources;
  awake: Resources;
  /** What it uses; null: not measured. */
  used: Resources | null;
}

/** What a resource costs by the hour, as a price list has it. */
export interface Rates {
  core_hour: number;
  gb_hour: number;
  bot_hour: number;
}

export interface TenantCost {
  tenant: string;
  tier: string;
  node: string | null;
  is_asleep: boolean;
  /** Its share of its server's price, by what is reserved; null: the price is not known. */
  reserved_usd: number | null;
  /** The same by what it uses; null: not known or not measured. */
  used_usd: number | null;
  /** What its sleep leaves to others. */
  saved_usd: number | null;
  /** By the platform's own rates, for what is reserved; null: it has none. */
  rated_usd: number | null;
}

export interface TierCost {
  tier: string;
  tenants: number;
  asleep: number;
  reserved_usd: number;
  reserved_usd_per_tenant: number;
  saved_usd: number;
  rated_usd: number | null;
}

export interface TenantCosts {
  tenants: TenantCost[];
  tiers: TierCost[];
  /** Of all servers together. */
  servers_usd: number;
  /** What of it is reserved for nobody. */
  unused_usd: number;
  /** False when a server's price is not known. */
  complete: boolean;
}

const HOURS_PER_MONTH = 730;
const MB_PER_GB = 1024;

/**
 * Shares servers out among their tenants, a month of 730 hours: half of a server's price is for its
 * processors, half for its memory, and each tenant has of both what is reserved for it. So that two
 * tenants of a tier cost the same on full and on empty servers, what nobody has is told apart.
 */
export function costTenants(
  tenants: readonly CostedTenant[],
  nodes: readonly CostedNode[],
  rates: Rates | null,
): TenantCosts {
  const byName = new Map(nodes.map((it) => [it.name, it]));
  const costs = tenants.map((it) => costOf(it, byName.get(it.node ?? "") ?? null, rates));
  const servers = sum(nodes, (it) => it.monthly_usd ?? 0);
  const reserved = sum(costs, (it) => it.reserved_usd ?? 0);
  return {
    tenants: costs,
    tiers: byTier(costs),
    servers_usd: servers,
    // Processors may be reserved several times over.
    unused_usd: Math.max(0, servers - reserved),
    complete: nodes.every((it) => it.monthly_usd !== null),
  };
}

function costOf(
  { tenant, tier, node, is_asleep, bots, reserved, awake, used }: CostedTenant,
  server: CostedNode | null,
  rates: Rates | null,
): TenantCost {
  const price = server?.monthly_usd ?? null;
  const share = (of: Resources): number | null =>
    server === null || price === null
      ? null
      : (price * (of.cpu / server.cpu + of.memory_mb / server.memory_mb)) / 2;
  const now = share(reserved);
  const then = share(awake);
  return {
    ...{ tenant, tier, node, is_asleep, reserved_usd: now },
    used_usd: used === null ? null : share(used),
    saved_usd: now === null || then === null ? null : then - now,
    rated_usd: rates === null ? null : rated(reserved, is_asleep ? 0 : bots, rates),
  };
}

function rated({ cpu, memory_mb: memory }: Resources, bots: number, rates: Rates): number {
  const hourly =
    cpu * rates.core_hour + (memory / MB_PER_GB) * rates.gb_hour + bots * rates.bot_hour;
  return hourly * HOURS_PER_MONTH;
}

function byTier(costs: readonly TenantCost[]): TierCost[] {
  const tiers = [...new Set(costs.map(({ tier }) => tier))];
  return tiers.map((tier) => {
    const own = costs.filter((it) => it.tier === tier);
    const reserved = sum(own, (it) => it.reserved_usd ?? 0);
    const isRated = own.every((it) => it.rated_usd !== null);
    return {
      ...{ tier, tenants: own.length, asleep: own.filter((it) => it.is_asleep).length },
      ...{ reserved_usd: reserved, reserved_usd_per_tenant: reserved / own.length },
      saved_usd: sum(own, (it) => it.saved_usd ?? 0),
      rated_usd: isRated ? sum(own, (it) => it.rated_usd ?? 0) : null,
    };
  });
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, it) => total + of(it), 0);
