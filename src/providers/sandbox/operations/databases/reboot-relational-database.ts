import { named } from "../../common-shapes.ts";
import { addEvents, databaseInState } from "../../databases/changes.ts";
import { recordDatabaseOperation } from "../../databases/snapshots.ts";
import { writes } from "../../operation.ts";
import { operationsOutput } from "../../views/operation.ts";

/** Parameters that waited for it are in effect from now on. */
export const rebootRelationalDatabase = writes(
  named("relationalDatabaseName"),
  (context, { relationalDatabaseName: name }) => {
    const { now, durations } = context;
    const database = databaseInState(context, name, "reboot", ["available"]);
    const until = now + durations.databaseChange;
    database.transition = { during: "rebooting", after: "available", until };
    database.needsRestart = false;
    addEvents(database, { at: now, kind: "shutDown" }, { at: until, kind: "restarted" });
    const options = { details: "", doneAt: until };
    return operationsOutput(
      [recordDatabaseOperation(context, "RebootRelationalDatabase", database, options)],
      context,
    );
  },
);
