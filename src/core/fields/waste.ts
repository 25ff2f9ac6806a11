import { type Resource, showUsd } from "./field.ts";
import type { WasteLine } from "../cost/waste.ts";

export const wasteResource: Resource<WasteLine> = {
  singular: "forgotten resource",
  plural: "forgotten resources",
  nameOf: (it) => it.name,
  sort: "-monthly_usd",
  fields: [
    {
      key: "kind",
      title: "KIND",
      about: "Kind of resource",
      value: (it) => it.kind,
      show: (value) => String(value).replaceAll("_", " "),
      rank: 1,
    },
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0, cut: true },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 3 },
    {
      key: "monthly_usd",
      title: "USD/MONTH",
      about: "What it costs in US dollars a month",
      value: (it) => it.monthly_usd,
      show: showUsd,
      align: "right",
      rank: 0,
    },
    { key: "reason", title: "WHY", about: "Why it is listed", value: (it) => it.reason, rank: 2 },
    {
      key: "remove",
      title: "REMOVE WITH",
      about: "Command that removes it",
      value: (it) => String(it.remove),
      rank: 4,
    },
    {
      key: "age_days",
      title: "DAYS",
      about: "Age in days",
      value: (it) => it.age_days,
      align: "right",
    },
    {
      key: "created_at",
      title: "CREATED",
      about: "Time of creation, UTC",
      value: (it) => it.created_at,
      tone: "quiet",
      isTime: true,
    },
  ],
};
