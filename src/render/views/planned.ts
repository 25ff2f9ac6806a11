import { showDifference } from "../../core/fields/field.ts";
import type { PlannedRecord } from "../../core/records/planned.ts";
import type { Style } from "../style.ts";
import { drawSection } from "./facts.ts";

export function draw(record: PlannedRecord, style: Style): string[] {
  const { changes, complete } = record;
  if (changes.length === 0) {
    return [
      `Dry run: ${complete ? "there is nothing to change" : "nothing was changed, and nothing would be"}.`,
    ];
  }
  const isBilled = changes.some(({ monthly_usd: usd }) => usd !== 0);
  const rows = changes.map(({ action, kind, name, region, detail, monthly_usd: usd }) => [
    action,
    kind.replaceAll("_", " "),
    name,
    region,
    ...(isBilled ? [usd === 0 ? "-" : showDifference(usd)] : []),
    detail,
  ]);
  const title = "Dry run: nothing was changed. This would be done:";
  const head = ["ACTION", "WHAT", "NAME", "REGION", ...(isBilled ? ["USD/MONTH"] : []), "DETAIL"];
  const lines = drawSection(title, head, rows, style).slice(1);
  return isBilled ? [...lines, differenceText(record)] : lines;
}

function differenceText({ changes, monthly_usd: usd, monthly_usd_complete: all }: PlannedRecord) {
  const unknown = changes.filter((it) => it.monthly_usd === null).length;
  const rest = all ? "" : `, and ${unknown} without a known price`;
  const known = usd === 0 ? (all ? "none" : "unknown") : `${showDifference(usd)} a month`;
  return `Difference: ${known}${rest}`;
}
