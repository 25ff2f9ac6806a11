import { type Field, type Resource, counted, showUsd, totalPrice } from "./field.ts";

/** What snapshots of instances and of disks have in common. */
interface Listed {
  name: string;
  status: string;
  progress: string | null;
  size_gb: number | null;
  created_at: string | null;
  /** Whole days since it was started. */
  age_days: number | null;
  /** For its full size; null if that is unknown. */
  monthly_cost_usd: number | null;
}

/** How any snapshot is named, sorted and summed up. */
export const snapshotBasics = (names: { singular: string; plural: string }) =>
  ({
    ...names,
    nameOf: (it) => it.name,
    sort: "name",
    total: (items) => {
      const price = totalPrice(items.map((it) => it.monthly_cost_usd));
      return `${counted(items.length, names)}${price === null ? "" : `, at most ${price}`}`;
    },
  }) satisfies Omit<Resource<Listed>, "fields">;

export const SNAPSHOT_NAME: Field<Listed> = {
  ...{ key: "name", title: "NAME", about: "Name", rank: 0, cut: true },
  value: (it) => it.name,
};

/** From its state to its price. */
export const SNAPSHOT_FACTS: readonly Field<Listed>[] = [
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
];
