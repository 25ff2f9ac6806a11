import { addressKind } from "../../core/fields/instances.ts";
import { showUsd } from "../../core/fields/field.ts";
import type { ResizedRecord } from "../../core/records/resized.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts } from "./facts.ts";

export function draw(record: ResizedRecord, style: Style): string[] {
  const { public_ip: ip } = record;
  const facts: Fact[] = [
    ["Name", style.bold(plain(record.name))],
    ["Result", result(record, style)],
    ["Status", style.status(plain(record.status))],
    ["Bundle", `${plain(record.bundle_id)}${price(record)}`],
    ["Public IP", ip === null ? "-" : `${plain(ip)} (${addressKind(record)})`],
  ];
  if (record.resized_from !== null) {
    facts.push(["Old instance", `${plain(record.resized_from)}, ${record.old_instance}`]);
  }
  if (record.disks.length > 0) facts.push(["Disks", record.disks.map(plain)]);
  if (record.snapshot !== null) facts.push(["Snapshot, billed", plain(record.snapshot)]);
  return drawFacts(facts, style);
}

/** Absent when a resize is undone. */
function price({ monthly_price_usd: usd }: ResizedRecord): string {
  return usd === undefined || usd === null ? "" : `, ${showUsd(usd)} a month`;
}

function result({ undone, not_done, changed, finish_with }: ResizedRecord, style: Style): string {
  if (undone) return changed ? style.good("undone") : "there was nothing to undo";
  if (not_done.length > 0) return style.caution(`incomplete, not done: ${not_done.join(", ")}`);
  if (finish_with !== null) return style.caution("incomplete");
  return changed ? style.good("resized") : "unchanged";
}
