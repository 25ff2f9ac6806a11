import { notifiedText } from "../../core/alarms/notified.ts";
import { stateText } from "../../core/alarms/state.ts";
import { differenceText } from "../../core/alarms/settings.ts";
import type { AlarmSetRecord } from "../../core/records/alarm.ts";
import { plain } from "../../core/text/safe-text.ts";
import { outcomes } from "../outcomes.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw(record: AlarmSetRecord, style: Style): string[] {
  const { changed, differences } = record;
  return drawFacts(
    [
      ["Alarm", style.bold(plain(record.name))],
      ["Result", changed ? style.good(resultOf(record)) : "unchanged"],
      ["Watches", plain(record.resource)],
      ["In alarm when", plain(record.condition)],
      ["No data is", plain(stateText(record.missing_data))],
      ["State", style.status(stateText(record.state))],
      ["Notifies", plain(notifiedText(record))],
      ["When", record.notification_triggers.map(stateText).join(", ")],
      ...(differences.length > 0
        ? [["Changed", differences.map((it) => plain(differenceText(it)))] as const]
        : []),
    ],
    style,
  );
}

/** Several of them, one row each. */
export const table = outcomes<AlarmSetRecord>(resultOf, [
  { title: "WATCHES", value: (it) => it.resource, rank: 1 },
]);

function resultOf({ changed, created }: AlarmSetRecord): string {
  if (!changed) return "unchanged";
  return created ? "made" : "changed";
}
