import type { Resource } from "./field.ts";
import { SNAPSHOT_FACTS, SNAPSHOT_NAME, snapshotBasics } from "./snapshot-fields.ts";
import type { DiskSnapshot } from "../model.ts";

/** `infra disk snapshot list` in JSON. */
export interface ListedDiskSnapshot extends DiskSnapshot {
  /** Whole days since it was started. */
  age_days: number | null;
  /** For its full size; null if that is unknown. */
  monthly_cost_usd: number | null;
}

export const diskSnapshotResource: Resource<ListedDiskSnapshot> = {
  ...snapshotBasics({ singular: "disk snapshot", plural: "disk snapshots" }),
  fields: [
    SNAPSHOT_NAME,
    {
      key: "disk",
      title: "OF",
      about: "Disk that it was made from",
      value: (it) => it.disk,
      rank: 0,
      cut: true,
    },
    ...SNAPSHOT_FACTS,
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 3 },
  ],
};
