import { UsageError } from "../errors.ts";

/** Lightsail takes full hours alone. */
export function checkAutoSnapshotTime(text: string): string {
  if (/^([01]\d|2[0-3]):00$/.test(text)) return text;
  throw new UsageError(`"${text}" is not a full hour.`, {
    hint: "Give one in UTC, from 00:00 to 23:00, for example 06:00.",
  });
}

export const autoTimeText = (time: string | null): string =>
  time === null ? "none" : `${time} UTC`;
