import type { EngineNode, EngineTenant } from "../contracts/tenant-engine.ts";
import { reservedShare } from "../hibernation/stage.ts";
import {
  NO_LIMITS,
  type PlacementLimits,
  type PlacementNode,
  type PlacementTenant,
} from "../placement/node.ts";
import { place, type Placement, reserved } from "../placement/place.ts";
import type { Platform } from "../platform/schema.ts";
import { ownValue } from "../text/own-value.ts";

const NOTHING = { name: "", cpu: 0, memory_mb: 0, bots_by_exchange: {} };

type Need = Pick<EngineTenant, "name" | "tier" | "stage" | "bots_by_exchange">;

/** What placing a tenant goes by. One that sleeps needs what its running parts do, and a place. */
export function needOf(tenant: Need, platform: Platform): PlacementTenant | null {
  const tier = ownValue(platform.tiers, tenant.tier);
  if (tier === undefined) return null;
  const share = reservedShare(tenant.stage, platform.components);
  return {
    ...{ name: tenant.name, pool: tier.pool, bots_by_exchange: tenant.bots_by_exchange },
    cpu: tier.cpu * share.cpu,
    memory_mb: Math.ceil(tier.memory_mb * share.memory),
  };
}

/** Ids of all nodes that have something of the tenant. */
export function nodesOf({
  move,
  restore,
  parts,
}: Pick<EngineTenant, "move" | "restore" | "parts">): string[] {
  const under = [move, restore].flatMap((it) => (it === null ? [] : [it.from, it.to]));
  return [...new Set([...parts.map(({ node }) => node), ...under])];
}

/** The id of the node that has a tenant; while it moves, of that which has its place. */
export const nodeOf = ({ move, restore, parts }: EngineTenant): string =>
  restore?.to ?? move?.to ?? parts[0]?.node ?? "";

/**
 * The servers with what is reserved on them. One that is on its way is counted where it comes from
 * and where it goes; `without` is not counted at all.
 */
export function placementNodes(
  nodes: readonly EngineNode[],
  tenants: readonly EngineTenant[],
  platform: Platform,
  without?: string,
): PlacementNode[] {
  const { load, pools, placement } = platform;
  const empty = nodes.flatMap((node): (PlacementNode & { id: string })[] => {
    const pool = node.pool === null ? undefined : ownValue(pools, node.pool);
    if (node.pool === null || pool === undefined) return [];
    return [
      {
        ...{ id: node.id, name: node.name, pool: node.pool, state: node.state },
        cpu: node.cpu * (1 - load.headroom) * (placement?.cpu_overcommit ?? 1),
        memory_mb: Math.floor(node.memory_mb * (1 - load.headroom)),
        ...{ max_tenants: pool.max_tenants, cpu_reserved: 0, memory_reserved_mb: 0, tenants: 0 },
        bots_by_exchange: {},
      },
    ];
  });
  const there = tenantsByNode(tenants.filter(({ name }) => name !== without));
  return empty.map(({ id, ...bare }) => {
    let node: PlacementNode = bare;
    for (const tenant of there.get(id) ?? []) {
      // One whose tier the file does not know has a place all the same.
      node = reserved(node, needOf(tenant, platform) ?? { ...NOTHING, pool: node.pool });
    }
    return node;
  });
}

/** The tenants that have something on a node, by its id. */
export function tenantsByNode(tenants: readonly EngineTenant[]): Map<string, EngineTenant[]> {
  const there = new Map<string, EngineTenant[]>();
  for (const tenant of tenants) {
    for (const id of nodesOf(tenant)) {
      const own = there.get(id);
      if (own === undefined) there.set(id, [tenant]);
      else own.push(tenant);
    }
  }
  return there;
}

export const limitsOf = ({ placement }: Platform): PlacementLimits =>
  placement?.bots_per_exchange === undefined
    ? NO_LIMITS
    : { bots_per_exchange: placement.bots_per_exchange };

/** Where the tenant would go now; `except` names a server that it is not to go to. */
export function placeTenant(
  need: PlacementTenant,
  nodes: readonly PlacementNode[],
  platform: Platform,
  except?: string,
): Placement {
  const others = nodes.filter(({ name }) => name !== except);
  return place(need, others, limitsOf(platform));
}
