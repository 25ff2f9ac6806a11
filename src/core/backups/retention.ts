import { newestFirst } from "../snapshots/last-good.ts";
import { type Schedule, periodOf } from "./period.ts";

export interface Retention {
  hourly: number;
  daily: number;
  weekly: number;
}

/** A day of hourly, a week of daily, a month of weekly backups. */
export const DEFAULT_RETENTION: Retention = { hourly: 24, daily: 7, weekly: 4 };

/** The facts about a backup that retention depends on. */
export interface Kept {
  name: string;
  created_at: string;
  schedule: Schedule;
  /** A `good` one can be restored; a `failed` one never can. */
  state: "good" | "pending" | "failed";
}

/**
 * The periods that a backup of each schedule counts for: an hourly one may be kept as the day's and
 * the week's.
 */
const COUNTS_AS: Record<Schedule, readonly Schedule[]> = {
  hourly: ["hourly", "daily", "weekly"],
  daily: ["daily", "weekly"],
  weekly: ["weekly"],
};

/**
 * The names of one instance's backups to delete. For each of the last hours, days and weeks that
 * have backups, as many as configured, the newest good one is kept. The newest good one of all and
 * pending ones are always kept; failed ones are deleted.
 */
export function expired(backups: readonly Kept[], keep: Retention): string[] {
  const good = backups.filter(({ state }) => state === "good").toSorted(newestFirst);
  const kept = new Set(good.slice(0, 1));
  for (const schedule of ["hourly", "daily", "weekly"] as const) {
    const periods = new Set<string>();
    for (const backup of good) {
      if (!COUNTS_AS[backup.schedule].includes(schedule)) continue;
      const period = periodOf(schedule, Date.parse(backup.created_at));
      if (periods.has(period) || periods.size >= keep[schedule]) continue;
      periods.add(period);
      kept.add(backup);
    }
  }
  return backups
    .filter((it) => it.state === "failed" || (it.state === "good" && !kept.has(it)))
    .map(({ name }) => name);
}
