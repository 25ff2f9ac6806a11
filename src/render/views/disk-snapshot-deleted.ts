import { changedOr, outcomes } from "../outcomes.ts";
import type { DiskSnapshotDeletedRecord } from "../../core/records/disk.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw(record: DiskSnapshotDeletedRecord, style: Style): string[] {
  return drawFacts(
    [
      ["Snapshot", style.bold(plain(record.name))],
      ["Result", record.changed ? style.good("deleted") : "was already gone"],
    ],
    style,
  );
}

/** Several of them, one row each. */
export const table = outcomes<DiskSnapshotDeletedRecord>(changedOr("deleted", "was gone"), [
  { title: "OF", value: (it) => it.disk, rank: 1, cut: true },
]);
