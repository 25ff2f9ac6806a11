import { type Field, type Resource, showDifference, showUsd } from "./field.ts";
import type { AdviceRecord } from "../records/advice.ts";
import type { Evidence } from "../advise/measured.ts";

type Measured = Exclude<keyof Evidence, "window_hours" | "needed_hours">;

const measured = (key: Measured, title: string, about: string): Field<AdviceRecord> => ({
  ...{ key, title, about, align: "right" },
  value: (it) => it.evidence?.[key] ?? null,
});

export const adviceResource: Resource<AdviceRecord> = {
  singular: "finding",
  plural: "findings",
  nameOf: (it) => it.name,
  sort: "monthly_difference_usd",
  fields: [
    {
      ...{ key: "kind", title: "KIND", about: "What was found" },
      value: (it) => it.kind,
      show: (value) => String(value).replaceAll("_", " "),
      rank: 0,
    },
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0, cut: true },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 5 },
    { key: "bundle_id", title: "PLAN", about: "Its plan", value: (it) => it.bundle_id, rank: 4 },
    {
      ...{ key: "monthly_difference_usd", title: "USD/MONTH" },
      about: "What the command changes in US dollars a month; negative if it saves",
      value: (it) => it.monthly_difference_usd,
      show: (value) => (typeof value === "number" ? showDifference(value) : "-"),
      align: "right",
      rank: 0,
    },
    { key: "reason", title: "WHY", about: "What was measured", value: (it) => it.reason, rank: 1 },
    {
      ...{ key: "command", title: "ACT WITH", about: "Command that acts on it" },
      value: (it) => (it.command === null ? null : String(it.command)),
      rank: 2,
    },
    {
      ...{ key: "caution", title: "BUT", about: "What may speak against it" },
      value: (it) => it.caution,
      rank: 3,
    },
    {
      ...{ key: "monthly_usd", title: "PRICE", about: "What it costs now, in US dollars a month" },
      value: (it) => it.monthly_usd,
      show: showUsd,
      align: "right",
    },
    {
      ...{ key: "to_bundle_id", title: "ADVISED PLAN", about: "The plan that is advised" },
      value: (it) => it.to_bundle_id,
    },
    measured("cpu_average", "CPU AVG", "Percent of its processors in use, on average"),
    measured("cpu_p95", "CPU P95", "Percent that 95 % of the hours do not exceed"),
    measured("cpu_max", "CPU MAX", "Percent at its busiest"),
    measured("burst_min", "BURST MIN", "Least burst capacity left, in percent"),
    measured("exhausted_hours", "EXHAUSTED", "Hours held at the baseline, without burst capacity"),
    measured("pinned_hours", "PINNED", "Hours with all processors in use"),
    measured("transfer_gb_per_month", "TRANSFER", "Traffic in and out, in GB a month"),
    measured("cpu_hours", "HOURS", "Hours measured"),
  ],
};
