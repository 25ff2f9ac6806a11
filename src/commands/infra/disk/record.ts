import { diskMonthlyUsd } from "../../../core/disks/price.ts";
import type { Disk } from "../../../core/model.ts";
import type { DiskAction, DiskRecord } from "../../../core/records/disk.ts";

export function diskRecord(
  action: DiskAction,
  disk: Disk,
  facts: Partial<
    Pick<DiskRecord, "changed" | "previously_attached_to" | "restarted" | "finish_with">
  >,
): DiskRecord {
  return {
    ...disk,
    monthly_cost_usd: diskMonthlyUsd(disk),
    action,
    changed: true,
    previously_attached_to: null,
    restarted: [],
    finish_with: null,
    ...facts,
  };
}
