import { type Resource, counted, showUsd, totalPrice } from "./field.ts";
import type { Disk } from "../model.ts";

/** `infra disk list` in JSON. */
export interface ListedDisk extends Disk {
  /** US dollars a month by the public price list, because no API returns it. */
  monthly_cost_usd: number;
}

const NAMES = { singular: "disk", plural: "disks" };

export const diskResource: Resource<ListedDisk> = {
  ...NAMES,
  nameOf: (it) => it.name,
  sort: "name",
  total: (items) =>
    `${counted(items.length, NAMES)}, ${items.filter((it) => it.attached_to === null).length} unattached, ${totalPrice(items.map((it) => it.monthly_cost_usd))}`,
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0, cut: true },
    {
      key: "size_gb",
      title: "GB",
      about: "Size in GB",
      value: (it) => it.size_gb,
      align: "right",
      rank: 0,
    },
    {
      key: "attached_to",
      title: "ATTACHED TO",
      about: "Instance that has it",
      value: (it) => it.attached_to,
      rank: 0,
      cut: true,
    },
    {
      key: "path",
      title: "PATH",
      about: "Where the instance finds it",
      value: (it) => it.path,
      rank: 1,
    },
    {
      key: "status",
      title: "STATUS",
      about: "pending, available, in-use or error",
      value: (it) => it.status,
      rank: 2,
    },
    {
      key: "availability_zone",
      title: "ZONE",
      about: "Availability zone; only instances of it can have the disk",
      value: (it) => it.availability_zone,
      rank: 2,
    },
    {
      key: "monthly_cost_usd",
      title: "USD/MONTH",
      about: "Monthly price: USD 0.10 for a GB, attached or not, by the public price list",
      value: (it) => it.monthly_cost_usd,
      show: showUsd,
      align: "right",
      rank: 3,
    },
    {
      key: "created_at",
      title: "CREATED",
      about: "When it was made, UTC",
      value: (it) => it.created_at,
      rank: 4,
      tone: "quiet",
      isTime: true,
    },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region },
  ],
};
