import { changedOr, outcomes } from "../outcomes.ts";
import { showUsd } from "../../core/fields/field.ts";
import type { DiskSnapshotRecord } from "../../core/records/disk.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw(record: DiskSnapshotRecord, style: Style): string[] {
  const { size_gb: size, progress } = record;
  const status = record.status === "pending" && progress !== null ? ` ${plain(progress)}` : "";
  return drawFacts(
    [
      ["Snapshot", style.bold(plain(record.name))],
      ["Result", record.changed ? style.good("created") : "unchanged"],
      ["Of the disk", plain(record.disk ?? "-")],
      ["Status", `${plain(record.status)}${status}`],
      ["Size", `${size ?? "-"} GB, at most ${showUsd(record.monthly_cost_usd)} a month`],
      ...(record.dropped_tags.length === 0
        ? []
        : [["Without tags", record.dropped_tags.map(plain)] as const]),
    ],
    style,
  );
}

/** Several of them, one row each. */
export const table = outcomes<DiskSnapshotRecord>(changedOr("created", "unchanged"), [
  { title: "OF", value: (it) => it.disk, rank: 1, cut: true },
]);
