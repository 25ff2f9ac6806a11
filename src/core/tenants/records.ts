import type { EngineNode, EngineTenant, PendingTenant } from "../contracts/tenant-engine.ts";
import { scoreOf } from "../placement/score.ts";
import type { PlacementNode } from "../placement/node.ts";
import type { TenantRecord, WorkerRecord } from "../records/tenant.ts";
import { nodeOf } from "./placing.ts";
import { nodeName } from "./work.ts";

export function tenantRecord(tenant: EngineTenant, nodes: readonly EngineNode[]): TenantRecord {
  const { name, tier, stage, parts, bots_by_exchange } = tenant;
  return {
    ...{ tenant: name, tier, stage, worker: nodeName({ nodes }, nodeOf(tenant)) },
    status: statusOf(tenant, nodes),
    running: parts.filter((it) => it.wanted && it.healthy).length,
    ...{ parts: parts.length, bots_by_exchange },
  };
}

export const pendingRecord = ({ name, tier, bots_by_exchange }: PendingTenant): TenantRecord => ({
  ...{ tenant: name, tier, stage: "awake", worker: null, status: "pending" },
  ...{ running: 0, parts: 0, bots_by_exchange },
});

function statusOf(
  { move, restore, is_new, is_leaving, parts }: EngineTenant,
  nodes: readonly EngineNode[],
): string {
  if (is_leaving) return "being destroyed";
  if (is_new) return "being made";
  if (restore !== null) return `being restored on ${nodeName({ nodes }, restore.to)}`;
  if (move !== null) return `moving to ${nodeName({ nodes }, move.to)}`;
  const node = nodes.find(({ id }) => id === parts[0]?.node);
  if (node === undefined) return "worker is gone";
  if (node.state === "down") return "worker is down";
  const late = parts.filter((it) => it.wanted && !it.healthy).map((it) => it.name);
  return late.length === 0 ? "well" : `waiting for ${late.join(", ")}`;
}

/** `tenants` are those that have something there; `load` undefined: no tenant is placed there. */
export function workerRecord(
  node: EngineNode,
  tenants: readonly EngineTenant[],
  load: PlacementNode | undefined,
): WorkerRecord {
  return {
    ...{ worker: node.name, id: node.id, pool: node.pool, state: node.state },
    ...{ address: node.address, manager: node.is_manager, tenants: tenants.length },
    max_tenants: load?.max_tenants ?? null,
    cpu_used: load === undefined ? null : load.cpu_reserved / load.cpu,
    memory_used: load === undefined ? null : load.memory_reserved_mb / load.memory_mb,
    score: load === undefined ? null : scoreOf(load).total,
  };
}
