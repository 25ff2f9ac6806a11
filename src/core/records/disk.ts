import type { Disk, DiskSnapshot } from "../model.ts";
import type { PastedCommand } from "../text/advice.ts";

export type DiskAction = "create" | "attach" | "detach" | "delete";

/** `infra disk create`, `attach`, `detach` and `delete` in JSON. */
export interface DiskRecord extends Disk {
  action: DiskAction;
  /** False if everything was already as requested. */
  changed: boolean;
  /** The instance that had it before. */
  previously_attached_to: string | null;
  /** Instances that were stopped for it and run again. */
  restarted: string[];
  /** US dollars a month, attached or not; 0 once it is deleted. */
  monthly_cost_usd: number;
  /** The command that does the rest; null if everything is done. */
  finish_with: PastedCommand | null;
}

/** `infra disk snapshot delete` in JSON. */
export interface DiskSnapshotDeletedRecord {
  name: string;
  region: string;
  disk: string | null;
  size_gb: number | null;
  created_at: string | null;
  /** False if it was already gone. */
  changed: boolean;
}

/** `infra disk snapshot` in JSON: the snapshot's record. */
export interface DiskSnapshotRecord extends DiskSnapshot {
  /** False if it already existed. */
  changed: boolean;
  monthly_cost_usd: number | null;
  /** Keys of the disk's tags that did not fit on the snapshot. */
  dropped_tags: string[];
}
