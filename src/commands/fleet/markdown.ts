import { showUsd } from "../../core/fields/field.ts";
import type { FleetChangeRecord, FleetPlanRecord } from "../../core/records/fleet-plan.ts";
import { markdownCell as cell } from "../../core/text/markdown-cell.ts";
import { countsText, moneyText, valueText } from "../../render/views/fleet-plan.ts";

/** The plan for a pull request: the summary first, each change with its attributes below. */
export function fleetMarkdown(record: FleetPlanRecord): string {
  const changes = record.resource_changes.filter(({ action }) => action !== "no-op");
  const blocked = changes.filter((it) => it.blocked !== null);
  return [
    `## Fleet ${cell(record.fleet)}: ${countsText(record)}`,
    "",
    moneyText(record),
    "",
    ...(blocked.length === 0
      ? []
      : [
          "**In the way:**",
          "",
          ...blocked.map((it) => `- ${cell(it.address)}: ${cell(it.blocked ?? "")}`),
          "",
        ]),
    ...(changes.length === 0 ? [] : table(changes)),
  ].join("\n");
}

function table(changes: readonly FleetChangeRecord[]): string[] {
  return [
    "| action | what | region | change | a month |",
    "| --- | --- | --- | --- | --- |",
    ...changes.map((it) => {
      const { action, address, region, action_reason: reason } = it;
      const details = it.attributes.map(
        ({ path, before, after }) => `${path}: ${valueText(before)} → ${valueText(after)}`,
      );
      const what = [reason, ...details].map(cell).join("<br>");
      return `| ${action} | ${cell(address)} | ${cell(region)} | ${what} | ${price(it)} |`;
    }),
    "",
  ];
}

function price({
  monthly_usd_before: before,
  monthly_usd_after: after,
}: FleetChangeRecord): string {
  if (before === null || after === null) return "unknown";
  return before === after ? showUsd(after) : `${showUsd(before)} → ${showUsd(after)}`;
}
