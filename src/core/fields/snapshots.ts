import { type Resource, counted, showUsd, totalPrice } from "./field.ts";
import type { Snapshot } from "../model.ts";
import { purposeOf } from "../snapshots/tags.ts";

/** `infra snapshot list` in JSON. */
export interface ListedSnapshot extends Snapshot {
  /** Whole days since it was started. */
  age_days: number | null;
  /** For its full size; null if that is unknown. */
  monthly_cost_usd: number | null;
}

const NAMES = { singular: "snapshot", plural: "snapshots" };

export const snapshotResource: Resource<ListedSnapshot> = {
  ...NAMES,
  nameOf: (it) => it.name,
  sort: "name",
  total: (items) => {
    const price = totalPrice(items.map((it) => it.monthly_cost_usd));
    return `${counted(items.length, NAMES)}${price === null ? "" : `, at most ${price}`}`;
  },
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0, cut: true },
    {
      key: "instance",
      title: "OF",
      about: "Instance that it was made from",
      value: (it) => it.instance,
      rank: 0,
      cut: true,
    },
    {
      key: "status",
      title: "STATUS",
      about: "pending, available or error",
      value: (it) => it.status,
      show: (status, it) =>
        status === "pending" && it.progress !== null ? `pending ${it.progress}` : String(status),
      rank: 0,
    },
    {
      key: "created_at",
      title: "CREATED",
      about: "When it was started, UTC",
      value: (it) => it.created_at,
      rank: 2,
      tone: "quiet",
      isTime: true,
    },
    {
      key: "age_days",
      title: "DAYS",
      about: "Its age in days",
      value: (it) => it.age_days,
      align: "right",
      rank: 1,
    },
    {
      key: "size_gb",
      title: "GB",
      about: "Size of the disk in GB",
      value: (it) => it.size_gb,
      align: "right",
      rank: 2,
    },
    {
      key: "monthly_cost_usd",
      title: "USD/MONTH",
      about: "Highest monthly price for its full size, in US dollars",
      value: (it) => it.monthly_cost_usd,
      show: showUsd,
      align: "right",
      rank: 1,
    },
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
