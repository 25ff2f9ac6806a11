import { findDatabaseBlueprint, type DatabaseEngine } from "../catalogue/database-blueprints.ts";
import type { DatabaseEvent, DatabaseRecord } from "../state/database-records.ts";
import { databaseAt } from "./changes.ts";
import type { DatabaseEventKind } from "./event-kinds.ts";

export const LOG_STREAMS: Readonly<Record<DatabaseEngine, readonly string[]>> = {
  mysql: ["audit", "error", "general", "slowquery"],
  postgres: ["postgresql"],
};

/** The one stream of an engine that starts and stops are told in; nothing else happens here. */
const ERRORS: Readonly<Record<DatabaseEngine, string>> = {
  mysql: "error",
  postgres: "postgresql",
};

const BEGINS = new Set<DatabaseEventKind>([
  "created",
  "restored",
  "restoredToTime",
  "restarted",
  "started",
  "startedByItself",
]);
const ENDS = new Set<DatabaseEventKind>(["shutDown", "stopped"]);

export interface LogLine {
  at: number;
  message: string;
}

/** The lines of a stream so far, oldest first. */
export function logOf(record: DatabaseRecord, stream: string, now: number): LogLine[] {
  const database = databaseAt(record, now);
  const blueprint = findDatabaseBlueprint(database.blueprintId);
  if (blueprint === undefined || stream !== ERRORS[blueprint.engine]) return [];
  return database.events
    .filter(({ at, kind }) => at <= now && (BEGINS.has(kind) || ENDS.has(kind)))
    .map((event) => ({
      at: event.at,
      message: MESSAGES[blueprint.engine](event, blueprint.engineVersion),
    }));
}

const MESSAGES: Readonly<
  Record<DatabaseEngine, (event: DatabaseEvent, version: string) => string>
> = {
  mysql({ at, kind }, version) {
    const time = new Date(at).toISOString();
    return BEGINS.has(kind)
      ? `${time} 0 [System] [MY-010931] [Server] /rdsdbbin/mysql/bin/mysqld: ready for connections. Version: '${version}'  socket: '/tmp/mysql.sock'  port: 3306  Source distribution.`
      : `${time} 0 [System] [MY-013172] [Server] Received SHUTDOWN from user rdsadmin. Shutting down mysqld (Version: ${version}).`;
  },
  postgres({ at, kind }) {
    const time = new Date(at).toISOString().slice(0, 19).replace("T", " ");
    const text = BEGINS.has(kind)
      ? "database system is ready to accept connections"
      : "received fast shutdown request";
    return `${time} UTC::@:[1]:LOG:  ${text}`;
  },
};
