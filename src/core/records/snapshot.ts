import type { Snapshot } from "../model.ts";

/** `infra snapshot create` in JSON: the snapshot's record. */
export interface SnapshotRecord extends Snapshot {
  /** False when it was there already. */
  changed: boolean;
  monthly_cost_usd: number | null;
  /** Keys of the instance's tags that the snapshot has no room for. */
  dropped_tags: string[];
}

/** `infra snapshot delete` in JSON. */
export interface SnapshotDeletedRecord {
  name: string;
  region: string;
  instance: string | null;
  size_gb: number | null;
  created_at: string | null;
  /** False when it was already gone. */
  changed: boolean;
}
