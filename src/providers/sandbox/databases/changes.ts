import type { WriteContext } from "../context.ts";
import { stateAt } from "../lifecycle.ts";
import { stateConflict } from "../protocol/service-error.ts";
import type { RegionState } from "../state/region-state.ts";
import type { DatabaseChange, DatabaseEvent, DatabaseRecord } from "../state/database-records.ts";
import { nextMaintenance } from "./windows.ts";

/** A stopped database is started by itself after a week. */
const LONGEST_STOP_MS = 7 * 24 * 60 * 60 * 1_000;
/** Beyond this many, the oldest are forgotten. */
const EVENTS_KEPT = 500;

export type DatabaseState = DatabaseRecord["transition"]["during" | "after"];

/** The database as of now: with the changes whose time has come. */
export function databaseAt(record: DatabaseRecord, now: number): DatabaseRecord {
  const { transition, changes } = record;
  const startsAt = transition.until + LONGEST_STOP_MS;
  const starts = transition.after === "stopped" && now >= startsAt;
  const due = changes.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at);
  if (due.length === 0 && !starts) return record;
  const result: DatabaseRecord = {
    ...record,
    events: [...record.events],
    changes: changes.filter(({ at }) => at > now),
  };
  for (const change of due) apply(result, change);
  if (starts) {
    result.transition = { during: "starting", after: "available", until: startsAt };
    result.needsRestart = false;
    result.events.push({ at: startsAt, kind: "startedByItself" });
  }
  return result;
}

/** The same, to be changed: the record itself is brought up to date. */
export const currentDatabase = (
  { state, now }: { state: RegionState; now: number },
  name: string,
): DatabaseRecord => {
  const record = state.get("RelationalDatabase", name);
  return Object.assign(record, databaseAt(record, now));
};

/** The database, refused unless it is in one of the states that the verb needs. */
export function databaseInState(
  context: WriteContext,
  name: string,
  verb: string,
  allowed: readonly DatabaseState[],
): DatabaseRecord {
  const database = currentDatabase(context, name);
  const current = stateAt(database, context.now);
  if (allowed.includes(current)) return database;
  throw stateConflict(
    `You can't ${verb} this database right now. The state of this database is: ${current}`,
  );
}

function apply(database: DatabaseRecord, change: DatabaseChange): void {
  const { at, password, backupRetention, blueprintId } = change;
  if (password !== undefined) {
    database.formerPassword = database.password;
    database.password = { value: password, since: at };
    database.events.push({ at, kind: "credentialsReset" });
  }
  if (backupRetention !== undefined && backupRetention !== (database.backupsSince !== undefined)) {
    database.backupsSince = backupRetention ? at : undefined;
    database.events.push({ at, kind: backupRetention ? "backupsEnabled" : "backupsDisabled" });
  }
  if (blueprintId !== undefined) {
    database.blueprintId = blueprintId;
    database.events.push({ at, kind: "upgraded" });
  }
  database.publiclyAccessible = change.publiclyAccessible ?? database.publiclyAccessible;
  database.caCertificate = change.caCertificate ?? database.caCertificate;
}

/**
 * Has a change made: now, or as far as it means an outage in the next maintenance window. A change
 * that is made immediately takes along all that were still waiting.
 */
export function schedule(
  { now, durations }: WriteContext,
  database: DatabaseRecord,
  change: Omit<DatabaseChange, "at">,
  immediately: boolean,
): void {
  const soon = now + durations.databaseChange;
  const { backupRetention, blueprintId, ...harmless } = change;
  const outage = {
    ...(backupRetention !== undefined && { backupRetention }),
    ...(blueprintId !== undefined && { blueprintId }),
  };
  const later = immediately ? soon : nextMaintenance(database.maintenanceWindow, now);
  const waiting = database.changes.map((it) => ({
    ...without(it, Object.keys(change)),
    at: immediately ? soon : it.at,
  }));
  database.changes = [...waiting, { ...harmless, at: soon }, { ...outage, at: later }].filter(
    (it) => Object.keys(it).length > 1,
  );
  if (database.changes.some(({ at }) => at === soon)) {
    database.transition = { during: "modifying", after: "available", until: soon };
  }
}

/** What was asked for before and is now asked for otherwise is not done. */
const without = (change: DatabaseChange, keys: readonly string[]): DatabaseChange => ({
  at: change.at,
  ...Object.fromEntries(Object.entries(change).filter(([key]) => !keys.includes(key))),
});

export function addEvents(database: DatabaseRecord, ...events: readonly DatabaseEvent[]): void {
  database.events = [...database.events, ...events].slice(-EVENTS_KEPT);
}
