import { type Resource, counted } from "./field.ts";

/** `infra snapshot auto list` in JSON: an instance and its daily snapshot. */
export interface ListedAutoSnapshot {
  name: string;
  region: string;
  /** Full hour in UTC, e.g. `06:00`; null when Lightsail makes no daily snapshot. */
  auto_snapshot_time: string | null;
  tags: Record<string, string>;
}

const NAMES = { singular: "instance", plural: "instances" };

export const autoSnapshotResource: Resource<ListedAutoSnapshot> = {
  ...NAMES,
  nameOf: (it) => it.name,
  sort: "name",
  total: (items) =>
    `${counted(items.length, NAMES)}, ${items.filter((it) => it.auto_snapshot_time === null).length} without a daily snapshot`,
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0, cut: true },
    {
      key: "auto_snapshot_time",
      title: "DAILY AT (UTC)",
      about: "Hour of the daily snapshot, UTC",
      value: (it) => it.auto_snapshot_time,
      rank: 0,
    },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 1 },
  ],
};
