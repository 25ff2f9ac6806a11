import { resourceName } from "../../common-shapes.ts";
import { currentDatabase, databaseInState } from "../../databases/changes.ts";
import { makeDatabaseSnapshot, recordDatabaseOperation } from "../../databases/snapshots.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { boolean, required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

/** The database is gone at once, with its automatic backups; its snapshots stay. */
export const deleteRelationalDatabase = writes(
  structure({
    relationalDatabaseName: required(resourceName),
    skipFinalSnapshot: boolean(),
    finalRelationalDatabaseSnapshotName: resourceName,
  }),
  (context, input) => {
    const { state, now, durations } = context;
    const { relationalDatabaseName: name, skipFinalSnapshot = false } = input;
    const { finalRelationalDatabaseSnapshotName: given } = input;
    if (skipFinalSnapshot && given !== undefined) {
      throw invalidInput(
        "finalRelationalDatabaseSnapshotName can't be given with skipFinalSnapshot.",
      );
    }
    const database = skipFinalSnapshot
      ? currentDatabase(context, name)
      : databaseInState(context, name, "create a final snapshot of", [
          ...(["available", "stopped", "stopping", "starting", "rebooting", "modifying"] as const),
          "backing-up",
        ]);
    const final = skipFinalSnapshot
      ? []
      : makeDatabaseSnapshot(context, database, given ?? `${name}-FinalSnapshot-${now}`);
    state.remove(database);
    const operation = recordDatabaseOperation(context, "DeleteRelationalDatabase", database, {
      doneAt: now + durations.databaseChange,
    });
    return operationsOutput([operation, ...final.toReversed()], context);
  },
);
