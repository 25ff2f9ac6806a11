import type { tagList } from "../common-shapes.ts";
import type { WriteContext } from "../context.ts";
import { newId } from "../identity.ts";
import { assertNewNames } from "../names.ts";
import { recordOperation } from "../record-operation.ts";
import type { Infer } from "../shapes.ts";
import type { DatabaseContent, DatabaseRecord } from "../state/database-records.ts";
import type { OperationRecord } from "../state/records.ts";
import { mergeTags } from "../tags.ts";
import { addEvents } from "./changes.ts";
import { newHostId } from "./make-database.ts";

/** Makes a snapshot; two operations, on either. */
export function makeDatabaseSnapshot(
  context: WriteContext,
  database: DatabaseRecord,
  name: string,
  tags?: Infer<typeof tagList>,
): OperationRecord[] {
  const { state, now, durations } = context;
  assertNewNames(state, [name]);
  const until = now + durations.snapshot;
  state.add({
    resourceType: "RelationalDatabaseSnapshot",
    name,
    id: newId(),
    sequence: state.nextSequence(),
    createdAt: now,
    hostId: newHostId(),
    tags: mergeTags([], tags),
    from: { name: database.name, id: database.id },
    ...contentOf(database),
    transition: { during: "creating", after: "available", until },
  });
  addEvents(database, { at: now, kind: "snapshotBegun" }, { at: until, kind: "snapshotMade" });
  const operationType = "CreateRelationalDatabaseSnapshot";
  return [
    recordOperation(context, {
      ...{ operationType, resourceName: name, resourceType: "RelationalDatabaseSnapshot" },
      ...{ details: database.name, doneAt: until },
    }),
    recordDatabaseOperation(context, operationType, database, { details: name, doneAt: until }),
  ];
}

/** What goes from a database to its snapshot, and from there to another database. */
export const contentOf = ({
  blueprintId,
  bundleId,
  masterDatabaseName,
  masterUsername,
  password,
}: DatabaseContent): DatabaseContent => ({
  ...{ blueprintId, bundleId, masterDatabaseName, masterUsername, password },
});

export const recordDatabaseOperation = (
  context: WriteContext,
  operationType: string,
  database: DatabaseRecord,
  options: { details?: string; doneAt?: number } = {},
): OperationRecord =>
  recordOperation(context, {
    operationType,
    resourceName: database.name,
    resourceType: "RelationalDatabase",
    zone: database.zone,
    ...options,
  });
