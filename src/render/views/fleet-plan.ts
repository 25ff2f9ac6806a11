import { showUsd } from "../../core/fields/field.ts";
import type { AttributeValue } from "../../core/fleet/change.ts";
import type { FleetChangeRecord, FleetPlanRecord } from "../../core/records/fleet-plan.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";

const MARKS: Readonly<Record<FleetChangeRecord["action"], string>> = {
  create: "+",
  update: "~",
  resize: "~",
  replace: "-/+",
  import: "~",
  forget: "-",
  delete: "-",
  "no-op": " ",
};

export function draw(record: FleetPlanRecord, style: Style): string[] {
  const shown = record.resource_changes.filter(
    (it) => it.action !== "no-op" || it.blocked !== null || it.orphan,
  );
  return [
    ...shown.flatMap((it) => drawChange(it, style)),
    ...(shown.length === 0 ? [] : [""]),
    style.bold(`Fleet ${plain(record.fleet)}: ${countsText(record)}`),
    moneyText(record),
  ];
}

function drawChange(change: FleetChangeRecord, style: Style): string[] {
  const { action, address, resource_name: resource, name, region, blocked } = change;
  const paint = painter(action, style);
  const alias = resource === name ? "" : ` (${plain(resource)})`;
  const head = `${paint(MARKS[action].padEnd(3))} ${style.bold(plain(address))}${alias} in ${plain(region)}: ${change.orphan ? "left alone" : action}, ${plain(change.action_reason)}${priceText(change)}`;
  const rows = change.attributes.map(({ path, before, after }) =>
    action === "create"
      ? `      ${plain(path)}: ${valueText(after)}`
      : `      ${plain(path)}: ${valueText(before)} -> ${valueText(after)}`,
  );
  const stop = blocked === null ? [] : [`      ${style.bad(plain(blocked))}`];
  return [head, ...rows, ...stop];
}

function painter(action: FleetChangeRecord["action"], style: Style): (text: string) => string {
  if (action === "create" || action === "import") return style.good;
  return action === "delete" || action === "replace" ? style.bad : style.caution;
}

function priceText({
  monthly_usd_before: before,
  monthly_usd_after: after,
}: FleetChangeRecord): string {
  if (before === null || after === null) return "";
  if (before === after) return "";
  return ` (${showUsd(before)} -> ${showUsd(after)} a month)`;
}

export function valueText(value: AttributeValue): string {
  if (value === null) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "closed" : value.map(plain).join(" ");
  return plain(String(value));
}

/** The same for a question, without colours. */
export function fleetPlanLines(record: FleetPlanRecord): string[] {
  const same = (text: string): string => text;
  const style = { bold: same, quiet: same, good: same, caution: same, bad: same, status: same };
  return draw(record, style);
}

/** `2 to create, 1 to delete`, or that there is nothing to do. */
export function countsText({ counts }: FleetPlanRecord): string {
  const parts = Object.entries(counts)
    .filter(([action, count]) => action !== "no-op" && count > 0)
    .map(([action, count]) => `${count} to ${action}`);
  return parts.length === 0 ? "nothing to do." : `${parts.join(", ")}.`;
}

export function moneyText(record: FleetPlanRecord): string {
  const { monthly_usd_before: before, monthly_usd_after: after } = record;
  const budget = record.budget_usd_per_month;
  const known = (usd: number | null): string => (usd === null ? "an unknown sum" : showUsd(usd));
  const change = before === after ? known(after) : `${known(before)} -> ${known(after)}`;
  return `A month: ${change}${budget === null ? "" : `, with a budget of ${showUsd(budget)}`}`;
}
