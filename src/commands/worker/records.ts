import type { EngineTenant } from "../../core/contracts/tenant-engine.ts";
import type { WorkerRecord } from "../../core/records/tenant.ts";
import { placementNodes } from "../../core/tenants/placing.ts";
import { workerRecord } from "../../core/tenants/records.ts";
import type { Work } from "../../core/tenants/work.ts";

export function workerRecords(
  { nodes, platform }: Work,
  tenants: readonly EngineTenant[],
): WorkerRecord[] {
  return nodes.map((node) => {
    const [load] = placementNodes([node], tenants, platform);
    return workerRecord(node, tenants, load);
  });
}
