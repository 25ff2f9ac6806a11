import type { Snapshot } from "../model.ts";

/** `infra snapshot create` in JSON: the snapshot's record. */
export interface SnapshotRecord extends Snapshot {
  /** False if it already existed. */
  changed: boolean;
  monthly_cost_usd: number | null;
  /** Keys of the instance's tags that did not fit on the snapshot. */
  dropped_tags: string[];
}

/** `infra snapshot delete` in JSON. */
export interface SnapshotDeletedRecord {
  name: string;
  region: string;
  instance: string | null;
  size_gb: number | null;
  created_at: string | null;
  /** False if it was already gone. */
  changed: boolean;
}
