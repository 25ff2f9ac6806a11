import { resourceName } from "../../common-shapes.ts";
import { addEvents, databaseInState } from "../../databases/changes.ts";
import { makeDatabaseSnapshot, recordDatabaseOperation } from "../../databases/snapshots.ts";
import { writes } from "../../operation.ts";
import { required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

/** For a week at most, after which it starts by itself. */
export const stopRelationalDatabase = writes(
  structure({
    relationalDatabaseName: required(resourceName),
    relationalDatabaseSnapshotName: resourceName,
  }),
  (context, { relationalDatabaseName: name, relationalDatabaseSnapshotName: snapshot }) => {
    const { now, durations } = context;
    const database = databaseInState(context, name, "stop", ["available"]);
    const snapshots =
      snapshot === undefined ? [] : makeDatabaseSnapshot(context, database, snapshot);
    const until = now + durations.databaseChange;
    database.transition = { during: "stopping", after: "stopped", until };
    addEvents(database, { at: until, kind: "stopped" });
    const options = { doneAt: until };
    const stop = recordDatabaseOperation(context, "StopRelationalDatabase", database, options);
    return operationsOutput([stop, ...snapshots], context);
  },
);
