import { refusal } from "./filter.ts";
import {
  NO_LIMITS,
  type PlacementLimits,
  type PlacementNode,
  type PlacementTenant,
} from "./node.ts";
import { type Score, scoreOf } from "./score.ts";

/** A node as a placement saw it. */
export interface Candidate {
  node: string;
  score: Score;
  /** Null: the tenant could be placed there. */
  refused: string | null;
}

export interface Placement {
  tenant: string;
  /** Null: it is for no node, and pending. */
  node: string | null;
  /** Those that fit by score, then those that don't, by name. */
  candidates: readonly Candidate[];
}

/** Where a tenant goes, and why: the node with the lowest score, ties by name. */
export function place(
  tenant: PlacementTenant,
  nodes: readonly PlacementNode[],
  limits: PlacementLimits = NO_LIMITS,
): Placement {
  const candidates = nodes.map((node): Candidate => ({
    ...{ node: node.name, score: scoreOf(node) },
    refused: refusal(node, tenant, limits),
  }));
  candidates.sort(
    (one, other) =>
      Number(one.refused !== null) - Number(other.refused !== null) ||
      (one.refused === null ? one.score.total - other.score.total : 0) ||
      compare(one.node, other.node),
  );
  const [first] = candidates;
  const node = first === undefined || first.refused !== null ? null : first.node;
  return { tenant: tenant.name, node, candidates };
}

/** The node with the tenant on it. */
export function reserved(node: PlacementNode, tenant: PlacementTenant): PlacementNode {
  return changed(node, tenant, 1);
}

/** The node without it. */
export function released(node: PlacementNode, tenant: PlacementTenant): PlacementNode {
  return changed(node, tenant, -1);
}

function changed(node: PlacementNode, tenant: PlacementTenant, sign: 1 | -1): PlacementNode {
  const bots: Record<string, number> = { ...node.bots_by_exchange };
  for (const [exchange, count] of Object.entries(tenant.bots_by_exchange)) {
    bots[exchange] = (bots[exchange] ?? 0) + sign * count;
  }
  return {
    ...node,
    cpu_reserved: node.cpu_reserved + sign * tenant.cpu,
    memory_reserved_mb: node.memory_reserved_mb + sign * tenant.memory_mb,
    tenants: node.tenants + sign,
    bots_by_exchange: bots,
  };
}

/** By code unit, the same on every machine. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
