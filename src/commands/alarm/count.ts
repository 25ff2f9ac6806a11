import { QuantsError } from "../../core/errors.ts";

/** A day has so many periods of five minutes. */
const MOST = 288;

export function parseAlarmCount(text: string, flag: string): number {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= MOST) return count;
  throw new QuantsError("invalid_input", `"${text}" is not a number for --${flag}.`, {
    hint: `Give a whole number from 1 to ${MOST}: a period has five minutes, and a day is the most.`,
    resource: text,
  });
}
