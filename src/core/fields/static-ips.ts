import { type Resource, counted, showUsd, totalPrice } from "./field.ts";
import type { StaticIp } from "../model.ts";

/** `infra ip list` in JSON. */
export interface ListedIp extends StaticIp {
  /** US dollars a month by the public price list, because no API returns it; 0 while attached. */
  monthly_cost_usd: number;
}

const NAMES = { singular: "static IP", plural: "static IPs" };

export const staticIpResource: Resource<ListedIp> = {
  ...NAMES,
  nameOf: (it) => it.name,
  sort: "name",
  total: (items) =>
    `${counted(items.length, NAMES)}, ${items.filter((it) => it.attached_to === null).length} unattached, ${totalPrice(items.map((it) => it.monthly_cost_usd))}`,
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0, cut: true },
    {
      key: "ip_address",
      title: "ADDRESS",
      about: "IPv4 address",
      value: (it) => it.ip_address,
      rank: 0,
    },
    {
      key: "attached_to",
      title: "ATTACHED TO",
      about: "Instance that holds it",
      value: (it) => it.attached_to,
      rank: 0,
      cut: true,
    },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 1 },
    {
      key: "monthly_cost_usd",
      title: "USD/MONTH",
      about: "Monthly price: USD 0.005 an hour while unattached, by the public price list",
      value: (it) => it.monthly_cost_usd,
      show: showUsd,
      align: "right",
      rank: 2,
    },
    {
      key: "created_at",
      title: "CREATED",
      about: "When it was allocated, UTC",
      value: (it) => it.created_at,
      rank: 3,
      tone: "quiet",
      isTime: true,
    },
  ],
};
