import type { AlarmState } from "../contracts/alarms.ts";
import { QuantsError } from "../errors.ts";

const ALARM_STATES = ["ok", "alarm", "insufficient_data"] as const;

/** A state in any spelling: `ALARM`, `ok`, `insufficient-data`, `insufficient`. */
export function parseAlarmState(text: string): AlarmState {
  const plain = text.toLowerCase().replaceAll("-", "_");
  const found = ALARM_STATES.find((it) => it === plain);
  if (found !== undefined) return found;
  if (plain === "insufficient") return "insufficient_data";
  throw new QuantsError("invalid_input", `"${text}" is no state of an alarm.`, {
    hint: "Give alarm, ok or insufficient-data.",
    resource: text,
  });
}

/** As it is typed. */
export const stateText = (state: string): string => state.replaceAll("_", "-");
