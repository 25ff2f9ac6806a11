import { type Resource, counted, showUsd, totalPrice } from "./field.ts";
import type { DiskSnapshot } from "../model.ts";

/** `infra disk snapshot list` in JSON. */
export interface ListedDiskSnapshot extends DiskSnapshot {
  /** Whole days since it was started. */
  age_days: number | null;
  /** For its full size; null if that is unknown. */
  monthly_cost_usd: number | null;
}

const NAMES = { singular: "disk snapshot", plural: "disk snapshots" };

export const diskSnapshotResource: Resource<ListedDiskSnapshot> = {
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
      key: "disk",
      title: "OF",
      about: "Disk that it was made from",
      value: (it) => it.disk,
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
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 3 },
  ],
};
