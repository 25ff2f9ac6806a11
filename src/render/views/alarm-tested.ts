import { notifiedText } from "../../core/alarms/notified.ts";
import { stateText } from "../../core/alarms/state.ts";
import type { AlarmTestedRecord } from "../../core/records/alarm.ts";
import { plain } from "../../core/text/safe-text.ts";
import { outcomes } from "../outcomes.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw(record: AlarmTestedRecord, style: Style): string[] {
  return drawFacts(
    [
      ["Alarm", style.bold(plain(record.name))],
      ["Watches", plain(record.resource)],
      ["State", style.status(stateText(record.state))],
      ["Before", stateText(record.previous_state)],
      ["Notified", plain(notifiedText(record))],
    ],
    style,
  );
}

/** Several of them, one row each. */
export const table = outcomes<AlarmTestedRecord>(
  (it) => stateText(it.state),
  [{ title: "NOTIFIED", value: notifiedText, rank: 1 }],
);
