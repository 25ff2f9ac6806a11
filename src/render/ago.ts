import { plain } from "../core/text/safe-text.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The age from which each unit is used, and the unit's length. */
const UNITS: readonly (readonly [from: number, length: number, name: string])[] = [
  [730 * DAY, 365 * DAY, "year"],
  [60 * DAY, 30 * DAY, "month"],
  [DAY, DAY, "day"],
  [HOUR, HOUR, "hour"],
  [MINUTE, MINUTE, "minute"],
];

/**
 * An ISO time as a person says it: `3 days ago`. Future times, and texts that are no time, are
 * returned unchanged.
 */
export function ago(time: string, now: number): string {
  const passed = now - Date.parse(time);
  // Two machines' clocks never agree exactly.
  if (Number.isNaN(passed) || passed < -MINUTE) return plain(time);
  const [, length = MINUTE, name = ""] = UNITS.find(([from]) => passed >= from) ?? [];
  if (name === "") return "just now";
  const count = Math.floor(passed / length);
  return `${count} ${name}${count === 1 ? "" : "s"} ago`;
}
