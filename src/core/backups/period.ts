export const SCHEDULES = ["hourly", "daily", "weekly"] as const;

export type Schedule = (typeof SCHEDULES)[number];

const DAY_MS = 86_400_000;

/**
 * The UTC period of a time: `2026112111`, `20261121`, or the ISO week `2026w47`. Each period has
 * one backup, so the period is part of the backup's name.
 */
export function periodOf(schedule: Schedule, ms: number): string {
  const digits = new Date(ms).toISOString().replaceAll(/[-:T]/g, "");
  if (schedule === "hourly") return digits.slice(0, 10);
  return schedule === "daily" ? digits.slice(0, 8) : isoWeek(ms);
}

/** Weeks begin on Monday, and belong to the year of their Thursday. */
function isoWeek(ms: number): string {
  const day = Math.floor(ms / DAY_MS);
  // The epoch was a Thursday: its weekday, counted from Monday, is 3.
  const thursday = day - ((day + 3) % 7) + 3;
  const year = new Date(thursday * DAY_MS).getUTCFullYear();
  const first = Math.floor(Date.UTC(year, 0, 1) / DAY_MS);
  const week = Math.floor((thursday - first) / 7) + 1;
  return `${year}w${String(week).padStart(2, "0")}`;
}
