import type { PlacementNode } from "./node.ts";

/** Weights of the platform's document; Kubernetes' scheduler takes the same as 4, 4 and 2. */
const WEIGHTS = { cpu: 0.4, memory: 0.4, tenants: 0.2 } as const;

/** Parts of a score, already weighted, from 0 to 1 together where nothing is overcommitted. */
export interface Score {
  cpu: number;
  memory: number;
  tenants: number;
  total: number;
}

/** How full a node is: the lowest wins. */
export function scoreOf(node: PlacementNode): Score {
  const cpu = (WEIGHTS.cpu * node.cpu_reserved) / node.cpu;
  const memory = (WEIGHTS.memory * node.memory_reserved_mb) / node.memory_mb;
  const tenants = (WEIGHTS.tenants * node.tenants) / node.max_tenants;
  return { cpu, memory, tenants, total: cpu + memory + tenants };
}

/** The total alone, without an object for each of many nodes. */
export const totalOf = (node: PlacementNode): number =>
  (WEIGHTS.cpu * node.cpu_reserved) / node.cpu +
  (WEIGHTS.memory * node.memory_reserved_mb) / node.memory_mb +
  (WEIGHTS.tenants * node.tenants) / node.max_tenants;
