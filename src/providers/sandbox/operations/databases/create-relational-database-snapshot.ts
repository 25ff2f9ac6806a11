import { resourceName, tagList } from "../../common-shapes.ts";
import { databaseInState } from "../../databases/changes.ts";
import { makeDatabaseSnapshot } from "../../databases/snapshots.ts";
import { writes } from "../../operation.ts";
import { required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

/** The database goes on meanwhile, but takes no other change. */
export const createRelationalDatabaseSnapshot = writes(
  structure({
    relationalDatabaseName: required(resourceName),
    relationalDatabaseSnapshotName: required(resourceName),
    tags: tagList,
  }),
  (context, { relationalDatabaseName, relationalDatabaseSnapshotName, tags }) => {
    const verb = "create a snapshot of";
    const database = databaseInState(context, relationalDatabaseName, verb, ["available"]);
    const name = relationalDatabaseSnapshotName;
    const operations = makeDatabaseSnapshot(context, database, name, tags);
    const until = context.now + context.durations.snapshot;
    database.transition = { during: "backing-up", after: "available", until };
    return operationsOutput(operations, context);
  },
);
