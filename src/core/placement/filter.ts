import { ownValue } from "../text/own-value.ts";
import type { PlacementLimits, PlacementNode, PlacementTenant } from "./node.ts";

/** Reservations are sums of decimals such as 0.1: this much of a processor is none. */
const EPSILON = 1e-9;

/** Why a node is not for a tenant; null when it is. */
export function refusal(
  node: PlacementNode,
  tenant: PlacementTenant,
  limits: PlacementLimits,
): string | null {
  if (node.pool !== tenant.pool) return `it is of pool ${node.pool}, not ${tenant.pool}`;
  if (node.state !== "ready") return `it is ${node.state}`;
  if (node.tenants >= node.max_tenants) return `it has its ${node.max_tenants} tenants`;
  const memory = node.memory_mb - node.memory_reserved_mb;
  if (tenant.memory_mb > memory) return `${memory} MB of memory are free, not ${tenant.memory_mb}`;
  const cpu = node.cpu - node.cpu_reserved;
  if (tenant.cpu > cpu + EPSILON) return `${round(cpu)} CPU are free, not ${tenant.cpu}`;
  return crowded(node, tenant, limits);
}

function crowded(
  node: PlacementNode,
  tenant: PlacementTenant,
  { bots_per_exchange: most }: PlacementLimits,
): string | null {
  for (const [exchange, bots] of Object.entries(tenant.bots_by_exchange)) {
    const limit = ownValue(most, exchange);
    const there = ownValue(node.bots_by_exchange, exchange) ?? 0;
    if (limit !== undefined && there + bots > limit) {
      return `${there} bots of ${exchange} use its address, and ${limit} may`;
    }
  }
  return null;
}

const round = (value: number): number => Math.round(value * 100) / 100;
