import type { CostGroup, CostLine } from "../../core/cost/cost.ts";
import { costLineResource } from "../../core/fields/cost.ts";
import { showUsd } from "../../core/fields/field.ts";
import type { CostRecord } from "../../core/records/cost.ts";
import type { Style } from "../style.ts";
import { drawTable } from "../table.ts";
import { drawSection } from "./facts.ts";
import type { Screen } from "../screen.ts";

const INDENT = "  ";

export function draw(record: CostRecord, style: Style, { columns }: Screen): string[] {
  const { by, lines, assumptions } = record;
  const table = by === "instance" ? drawLines(lines, columns, style) : drawGroups(record, style);
  const least = record.complete ? "" : style.caution("at least ");
  const rest = record.complete ? "" : style.caution(" (incomplete: prices or regions are missing)");
  return [
    ...table,
    "",
    `${style.bold("Total")} ${least}${style.bold(showUsd(record.total_monthly_usd))} a month${rest}`,
    ...assumptions.map((it) => style.quiet(`- ${it}`)),
  ];
}

function drawLines(
  lines: readonly (CostLine | CostGroup)[],
  columns: number | null,
  style: Style,
): string[] {
  const { lines: drawn, hidden } = drawTable(costLineResource, lines as readonly CostLine[], {
    width: columns === null ? undefined : columns - INDENT.length,
    style,
  });
  const note = `(no room for ${hidden.toReversed().join(", ")}; widen the terminal)`;
  return [
    style.bold("Monthly cost"),
    ...drawn.map((line) => `${INDENT}${line}`),
    ...(hidden.length === 0 ? [] : [style.quiet(`${INDENT}${note}`)]),
  ];
}

function drawGroups({ by, lines }: CostRecord, style: Style): string[] {
  const head = [by.toUpperCase(), "INSTANCES", "STATIC IPS", "SNAPSHOTS", "DISKS", "USD"];
  const rows = (lines as readonly CostGroup[]).map(groupRow);
  const [, ...table] = drawSection(`Monthly cost by ${by}`, head, rows, style);
  return table;
}

function groupRow(line: CostGroup): string[] {
  const { group, instances, static_ips, monthly_usd, complete } = line;
  return [
    group ?? "(none)",
    String(instances),
    String(static_ips),
    String(line.snapshots + line.disk_snapshots),
    String(line.disks),
    `${complete ? "" : "at least "}${showUsd(monthly_usd)}`,
  ];
}
