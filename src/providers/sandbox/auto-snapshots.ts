import { invalidInput, notFound } from "./protocol/service-error.ts";
import type { AddOns } from "./state/common-record.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT = 7;

/** Times at which automatic snapshots were made, newest first: one a day, the last seven. */
export function autoSnapshotTimes({ addOns }: { addOns: AddOns }, now: number): number[] {
  const addOn = addOns.AutoSnapshot;
  if (addOn?.snapshotTimeOfDay === undefined) return [];
  const end = Math.min(now, addOn.until ?? now);
  const hour = Number(addOn.snapshotTimeOfDay.slice(0, 2)) * 60 * 60 * 1000;
  const last = Math.floor((end - hour) / DAY_MS) * DAY_MS + hour;
  const times = Array.from({ length: KEPT }, (_, index) => last - index * DAY_MS);
  const { since, deleted = [] } = addOn;
  return times.filter((time) => time >= since && !deleted.includes(snapshotDate(time)));
}

/** As the service names an automatic snapshot: `2026-01-15`. */
export const snapshotDate = (time: number): string => new Date(time).toISOString().slice(0, 10);

export interface DayChoice {
  restoreDate?: string | undefined;
  useLatestRestorableAutoSnapshot?: boolean | undefined;
}

/** Refuses a choice that names no automatic snapshot of the resource. */
export function assertAutoSnapshot(
  resource: { name: string; addOns: AddOns },
  now: number,
  { restoreDate, useLatestRestorableAutoSnapshot }: DayChoice,
): void {
  const latest = useLatestRestorableAutoSnapshot === true;
  if ((restoreDate !== undefined) === latest) {
    throw invalidInput("Give either restoreDate or useLatestRestorableAutoSnapshot.");
  }
  const dates = autoSnapshotTimes(resource, now).map(snapshotDate);
  const date = latest ? dates[0] : restoreDate;
  if (date === undefined || !dates.includes(date)) {
    throw notFound("AutoSnapshot", date ?? resource.name);
  }
}
