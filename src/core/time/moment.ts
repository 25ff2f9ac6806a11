import { QuantsError } from "../errors.ts";
import { ownValue } from "../text/own-value.ts";

/** A point in time as typed: absolute, some time ago, or some days back. */
export type Moment = { at: number } | { ago: number } | { daysBack: number };

const UNITS: Record<string, number> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const DAY_MS = 86_400_000;
const DAYS_BACK: Record<string, number> = { today: 0, yesterday: 1 };
const ISO =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?<zone>Z|[+-]\d{2}:\d{2})?)?$/i;

/** Parses `2h`, `yesterday` or an ISO time such as `2026-11-28T10:00Z`, UTC unless it says otherwise. */
export function parseMoment(text: string, what: string): Moment {
  const typed = text.trim();
  const daysBack = ownValue(DAYS_BACK, typed.toLowerCase());
  if (daysBack !== undefined) return { daysBack };
  const [, count, unit = ""] = /^(\d{1,6})([smhdw])$/.exec(typed) ?? [];
  if (count !== undefined) return { ago: Number(count) * (ownValue(UNITS, unit) ?? 0) };
  const iso = ISO.exec(typed);
  const isDate = typed.length === 10;
  const zoned = isDate || iso?.groups?.["zone"] !== undefined ? typed : `${typed}Z`;
  const at = iso === null ? Number.NaN : Date.parse(zoned.replace(" ", "T"));
  // A 31st of February would become a day of March.
  if (!Number.isNaN(at) && isRealDay(typed.slice(0, 10))) return { at };
  throw new QuantsError("invalid_input", `"${text}" is not a valid ${what}.`, {
    hint: "Write it as 90m, 2h, 3d, today, yesterday, 2026-11-28 or 2026-11-28T10:00Z (UTC).",
    resource: text,
  });
}

/** Milliseconds since the epoch. A day begins at midnight UTC, as all times are shown. */
export function momentAt(moment: Moment, now: number): number {
  if ("at" in moment) return moment.at;
  if ("ago" in moment) return now - moment.ago;
  return Math.floor(now / DAY_MS) * DAY_MS - moment.daysBack * DAY_MS;
}

function isRealDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
