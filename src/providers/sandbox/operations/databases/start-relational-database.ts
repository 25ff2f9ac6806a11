import { named } from "../../common-shapes.ts";
import { addEvents, databaseInState } from "../../databases/changes.ts";
import { recordDatabaseOperation } from "../../databases/snapshots.ts";
import { writes } from "../../operation.ts";
import { operationsOutput } from "../../views/operation.ts";

export const startRelationalDatabase = writes(
  named("relationalDatabaseName"),
  (context, { relationalDatabaseName: name }) => {
    const database = databaseInState(context, name, "start", ["stopped"]);
    const until = context.now + context.durations.databaseChange;
    database.transition = { during: "starting", after: "available", until };
    database.needsRestart = false;
    addEvents(database, { at: until, kind: "started" });
    const options = { doneAt: until };
    return operationsOutput(
      [recordDatabaseOperation(context, "StartRelationalDatabase", database, options)],
      context,
    );
  },
);
