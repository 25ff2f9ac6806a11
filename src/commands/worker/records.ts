import type { EngineTenant } from "../../core/contracts/tenant-engine.ts";
import type { WorkerRecord } from "../../core/records/tenant.ts";
import { placementNodes, tenantsByNode } from "../../core/tenants/placing.ts";
import { workerRecord } from "../../core/tenants/records.ts";
import type { Work } from "../../core/tenants/work.ts";

export function workerRecords(
  { nodes, platform }: Work,
  tenants: readonly EngineTenant[],
): WorkerRecord[] {
  const there = tenantsByNode(tenants);
  return nodes.map((node) => {
    const own = there.get(node.id) ?? [];
    const [load] = placementNodes([node], own, platform);
    return workerRecord(node, own, load);
  });
}
