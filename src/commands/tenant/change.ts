import type { Stage } from "../../core/hibernation/stage.ts";
import type { TenantChangeRecord } from "../../core/records/tenant.ts";
import { nodeName, type Work } from "../../core/tenants/work.ts";

interface Change {
  tier: string | null;
  /** Ids. */
  node: string | null;
  from?: string;
  stage: Stage | null;
  changed: boolean;
  done: readonly string[];
  not_done: readonly string[];
}

export function changeRecord(
  action: TenantChangeRecord["action"],
  tenant: string,
  work: Work,
  { tier, node, from, stage, changed, done, not_done }: Change,
): TenantChangeRecord {
  return {
    ...{ action, tenant, tier, stage, changed, done, not_done },
    worker: node === null ? null : nodeName(work, node),
    from: from === undefined ? null : nodeName(work, from),
  };
}
