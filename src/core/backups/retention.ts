import { newestFirst } from "../snapshots/last-good.ts";
import { type Schedule, periodOf } from "./period.ts";

export interface Retention {
  hourly: number;
  daily: number;
  weekly: number;
}

/** A day of hourly ones, a week of daily ones, a month of weekly ones. */
export const DEFAULT_RETENTION: Retention = { hourly: 24, daily: 7, weekly: 4 };

/** A backup, as far as keeping it or not depends on it. */
export interface Kept {
  name: string;
  created_at: string;
  schedule: Schedule;
  /** `good` can be restored from; `failed` never will be. */
  state: "good" | "pending" | "failed";
}

/** What a backup of each schedule is kept as: an hourly one may stay as the day's and the week's. */
const COUNTS_AS: Record<Schedule, readonly Schedule[]> = {
  hourly: ["hourly", "daily", "weekly"],
  daily: ["daily", "weekly"],
  weekly: ["weekly"],
};

/**
 * The names of one instance's backups that may be deleted. Of the last so many hours, days and
 * weeks that have any, the newest good one of each is kept; the newest good one of all is
 * kept whatever the numbers say, and so is what is pending. What failed keeps nothing and goes.
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
