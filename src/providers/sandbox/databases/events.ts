import { stateAt } from "../lifecycle.ts";
import type { DatabaseEvent, DatabaseRecord } from "../state/database-records.ts";
import { databaseAt } from "./changes.ts";
import { backupTimes } from "./windows.ts";

/** How long a backup takes. */
const BACKUP_MS = 120_000;

/** What happened to a database within a time, oldest first, the daily backups among it. */
export function eventsOf(
  record: DatabaseRecord,
  { from, now }: { from: number; now: number },
): DatabaseEvent[] {
  const database = databaseAt(record, now);
  return [...database.events, ...backups(database, from, now)]
    .filter(({ at }) => at >= from && at <= now)
    .toSorted((a, b) => a.at - b.at);
}

function backups(database: DatabaseRecord, from: number, now: number): DatabaseEvent[] {
  const { backupsSince, backupWindow, transition } = database;
  if (backupsSince === undefined) return [];
  const end = stateAt(database, now) === "stopped" ? transition.until : now;
  const begin = Math.max(from - BACKUP_MS, backupsSince);
  return backupTimes(backupWindow, begin, end).flatMap((at): DatabaseEvent[] => [
    { at, kind: "backingUp" },
    { at: at + BACKUP_MS, kind: "backedUp" },
  ]);
}
