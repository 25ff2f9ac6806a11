import type { EngineTenant } from "../contracts/tenant-engine.ts";
import { refusal } from "../placement/filter.ts";
import type { PlacementNode } from "../placement/node.ts";
import { Placer } from "../placement/placer.ts";
import { reserved } from "../placement/place.ts";
import type { Platform } from "../platform/schema.ts";
import { limitsOf, needOf } from "../tenants/placing.ts";

/** A tenant that is wanted and has no place yet. */
export type WaitingTenant = Pick<EngineTenant, "name" | "tier" | "bots_by_exchange">;

/**
 * Tenants, by pool, for which one more worker would make room: those that find no place now, and
 * that are not too large for a worker of their pool.
 */
export function waitingByPool(
  waiting: readonly WaitingTenant[],
  nodes: readonly PlacementNode[],
  platform: Platform,
): ReadonlyMap<string, number> {
  const limits = limitsOf(platform);
  const places = nodes.map((it) => ({ ...it }));
  const placer = new Placer(places, limits);
  const counts = new Map<string, number>();
  for (const { name, tier, bots_by_exchange } of waiting) {
    const need = needOf({ name, tier, bots_by_exchange, stage: "awake" }, platform);
    if (need === null) continue;
    const best = placer.best(need);
    if (best !== null) {
      Object.assign(best, reserved(best, need));
      placer.update(best);
      continue;
    }
    const own = nodes.filter(({ pool }) => pool === need.pool);
    const wouldFit =
      own.length === 0 || own.some((it) => refusal(emptied(it), need, limits) === null);
    if (wouldFit) counts.set(need.pool, (counts.get(need.pool) ?? 0) + 1);
  }
  return counts;
}

const emptied = (node: PlacementNode): PlacementNode => ({
  ...node,
  ...{ state: "ready", cpu_reserved: 0, memory_reserved_mb: 0, tenants: 0, bots_by_exchange: {} },
});
