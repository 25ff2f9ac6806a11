import type { AutoSnapshotRecord } from "../../core/records/auto-snapshot.ts";
import { autoTimeText } from "../../core/snapshots/auto-time.ts";
import { plain } from "../../core/text/safe-text.ts";
import { changedOr, outcomes } from "../outcomes.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw(record: AutoSnapshotRecord, style: Style): string[] {
  return drawFacts(
    [
      ["Name", style.bold(plain(record.name))],
      ["Result", record.changed ? "changed" : "nothing to do"],
      ["Daily snapshot", autoTimeText(record.auto_snapshot_time)],
    ],
    style,
  );
}

/** Several of them, one row each. */
export const table = outcomes<AutoSnapshotRecord>(changedOr("changed", "nothing to do"), [
  { title: "DAILY SNAPSHOT", value: (it) => autoTimeText(it.auto_snapshot_time), rank: 1 },
]);
