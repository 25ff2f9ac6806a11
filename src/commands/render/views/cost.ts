import type { CostGroup, CostLine } from "../../../core/cost.ts";
import { showUsd } from "../../../core/fields/field.ts";
import type { CostRecord } from "../../cost/cost.ts";
import type { Style } from "../style.ts";
import { drawSection } from "./facts.ts";

export function costView(record: CostRecord, style: Style): string[] {
  const { by, lines, assumptions } = record;
  const [, ...table] =
    by === "instance"
      ? drawSection("Monthly cost", LINE_HEAD, lines.map(lineRow), style)
      : drawSection(`Monthly cost by ${by}`, groupHead(by), lines.map(groupRow), style);
  const least = record.complete ? "" : style.caution("at least ");
  const rest = record.complete ? "" : style.caution(" (incomplete: prices or regions are missing)");
  return [
    ...table,
    "",
    `${style.bold("Total")} ${least}${style.bold(showUsd(record.total_monthly_usd))} a month${rest}`,
    ...assumptions.map((it) => style.quiet(`- ${it}`)),
  ];
}

const LINE_HEAD = ["NAME", "KIND", "REGION", "ENVIRONMENT", "SERVICE", "PLAN", "USD"];

function lineRow(line: CostLine | CostGroup): string[] {
  const { name, kind, region, environment, service, bundle_id, status, monthly_usd } =
    line as CostLine;
  const plan = bundle_id === null ? (status ?? "-") : bundle_id;
  const state = kind === "instance" && status === "stopped" ? `${plan} (stopped)` : plan;
  return [
    name,
    kind.replace("_", " "),
    region,
    environment ?? "-",
    service ?? "-",
    state,
    monthly_usd === null ? "unknown" : showUsd(monthly_usd),
  ];
}

function groupHead(by: string): string[] {
  return [by.toUpperCase(), "INSTANCES", "STATIC IPS", "SNAPSHOTS", "USD"];
}

function groupRow(line: CostLine | CostGroup): string[] {
  const { group, instances, static_ips, snapshots, monthly_usd, complete } = line as CostGroup;
  return [
    group ?? "(none)",
    String(instances),
    String(static_ips),
    String(snapshots),
    `${complete ? "" : "at least "}${showUsd(monthly_usd)}`,
  ];
}
