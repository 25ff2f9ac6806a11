import { outcomes, changedOr, STATUS } from "../outcomes.ts";
import { showUsd } from "../../core/fields/field.ts";
import type { SnapshotRecord } from "../../core/records/snapshot.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw(record: SnapshotRecord, style: Style): string[] {
  const { size_gb, progress } = record;
  const status = record.status === "pending" && progress !== null ? ` ${plain(progress)}` : "";
  const size = size_gb === null ? "-" : `${size_gb} GB`;
  return drawFacts(
    [
      ["Snapshot", style.bold(plain(record.name))],
      ["Result", record.changed ? style.good("created") : "unchanged"],
      ["Of", plain(record.instance)],
      ["Status", `${plain(record.status)}${status}`],
      ["Size", `${size}, at most ${showUsd(record.monthly_cost_usd)} a month`],
      ...(record.dropped_tags.length === 0
        ? []
        : [["Without tags", record.dropped_tags.map(plain)] as const]),
    ],
    style,
  );
}

/** Several of them, one row each. */
export const table = outcomes<SnapshotRecord>(changedOr("created", "unchanged"), [
  { title: "OF", value: (it) => it.instance, rank: 1, cut: true },
  { ...STATUS, value: (it) => it.status },
  {
    title: "USD/MONTH",
    value: (it) => it.monthly_cost_usd,
    show: showUsd,
    align: "right",
    rank: 2,
  },
]);
