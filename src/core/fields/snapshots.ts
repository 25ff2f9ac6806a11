import type { Resource } from "./field.ts";
import { SNAPSHOT_FACTS, SNAPSHOT_NAME, snapshotBasics } from "./snapshot-fields.ts";
import type { Snapshot } from "../model.ts";
import { purposeOf } from "../snapshots/tags.ts";

/** `infra snapshot list` in JSON. */
export interface ListedSnapshot extends Snapshot {
  /** Whole days since it was started. */
  age_days: number | null;
  /** For its full size; null if that is unknown. */
  monthly_cost_usd: number | null;
}

export const snapshotResource: Resource<ListedSnapshot> = {
  ...snapshotBasics({ singular: "snapshot", plural: "snapshots" }),
  fields: [
    SNAPSHOT_NAME,
    {
      key: "instance",
      title: "OF",
      about: "Instance that it was made from",
      value: (it) => it.instance,
      rank: 0,
      cut: true,
    },
    ...SNAPSHOT_FACTS,
    {
      key: "purpose",
      title: "FOR",
      about: "Why quants-ctl made it: manual, backup, resize or destroy",
      value: purposeOf,
      rank: 3,
    },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 4 },
    {
      key: "from_bundle_id",
      title: "BUNDLE",
      about: "Plan of the instance at that time",
      value: (it) => it.from_bundle_id,
    },
    {
      key: "from_blueprint_id",
      title: "BLUEPRINT",
      about: "Image of the instance",
      value: (it) => it.from_blueprint_id,
    },
    {
      key: "is_auto",
      title: "AUTO",
      about: "Whether it began as an automatic snapshot of Lightsail",
      value: (it) => it.is_auto,
    },
  ],
};
