/** `infra snapshot auto on` and `off` in JSON: what is so after the change. */
export interface AutoSnapshotRecord {
  name: string;
  region: string;
  /** Full hour in UTC, e.g. `06:00`; null when Lightsail makes no daily snapshot. */
  auto_snapshot_time: string | null;
  changed: boolean;
}
