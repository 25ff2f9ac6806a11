import type { CostLine } from "../cost/cost.ts";
import { type Resource, showUsd } from "./field.ts";

export const costLineResource: Resource<CostLine> = {
  singular: "cost",
  plural: "costs",
  nameOf: (it) => it.name,
  sort: "-monthly_usd",
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0, cut: true },
    {
      key: "kind",
      title: "KIND",
      about: "Kind of resource",
      value: (it) => it.kind.replaceAll("_", " "),
      rank: 1,
    },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 5 },
    {
      key: "environment",
      title: "ENVIRONMENT",
      about: "Tag Environment",
      value: (it) => it.environment,
      rank: 3,
    },
    { key: "service", title: "SERVICE", about: "Tag Service", value: (it) => it.service, rank: 4 },
    { key: "plan", title: "PLAN", about: "Plan, or state", value: planOf, rank: 2 },
    {
      key: "monthly_usd",
      title: "USD",
      about: "US dollars a month",
      value: (it) => it.monthly_usd,
      show: (value) => (value === null ? "unknown" : showUsd(value)),
      align: "right",
      rank: 0,
    },
  ],
};

function planOf({ kind, bundle_id, status }: CostLine): string | null {
  const plan = bundle_id ?? status;
  return kind === "instance" && status === "stopped" ? `${plan} (stopped)` : plan;
}
