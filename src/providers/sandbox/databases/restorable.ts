import { invalidInput } from "../protocol/service-error.ts";
import { seconds } from "../identity.ts";
import { stateAt } from "../lifecycle.ts";
import type { DatabaseRecord } from "../state/database-records.ts";

/** Logs are kept in steps of this length, for as long as that. */
const STEP_MS = 300_000;
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000;

/** The latest time that the database can be brought back to; undefined when there is none. */
export function latestRestorable(database: DatabaseRecord, now: number): number | undefined {
  const { backupsSince, transition } = database;
  if (backupsSince === undefined) return undefined;
  const end = stateAt(database, now) === "stopped" ? transition.until : now;
  const latest = Math.floor(end / STEP_MS) * STEP_MS;
  return latest < backupsSince ? undefined : latest;
}

export interface TimeChoice {
  /** Seconds since the epoch. */
  restoreTime?: number | undefined;
  useLatestRestorableTime?: boolean | undefined;
}

/** Refuses a time that the database can't be brought back to. */
export function assertRestorable(
  database: DatabaseRecord,
  now: number,
  { restoreTime, useLatestRestorableTime = false }: TimeChoice,
): void {
  if ((restoreTime !== undefined) === useLatestRestorableTime) {
    throw invalidInput("Give either restoreTime or useLatestRestorableTime.");
  }
  const latest = latestRestorable(database, now);
  if (latest === undefined) {
    throw invalidInput(`The database has no backup to restore from yet: ${database.name}`);
  }
  if (restoreTime === undefined) return;
  const earliest = Math.max(database.backupsSince ?? latest, now - KEPT_MS);
  if (restoreTime >= seconds(earliest) && restoreTime <= seconds(latest)) return;
  throw invalidInput(
    `The database can be restored to times from ${new Date(earliest).toISOString()} to ${new Date(latest).toISOString()}.`,
  );
}
