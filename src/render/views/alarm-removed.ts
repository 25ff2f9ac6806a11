import type { AlarmRemovedRecord } from "../../core/records/alarm.ts";
import { plain } from "../../core/text/safe-text.ts";
import { changedOr, outcomes } from "../outcomes.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw(record: AlarmRemovedRecord, style: Style): string[] {
  return drawFacts(
    [
      ["Alarm", style.bold(plain(record.name))],
      ["Result", record.changed ? style.good("removed") : "was already gone"],
      ...(record.resource === null ? [] : [["Watched", plain(record.resource)] as const]),
      ...(record.condition === null ? [] : [["Was", plain(record.condition)] as const]),
    ],
    style,
  );
}

/** Several of them, one row each. */
export const table = outcomes<AlarmRemovedRecord>(changedOr("removed", "was gone"), [
  { title: "WATCHED", value: (it) => it.resource, rank: 1, cut: true },
]);
