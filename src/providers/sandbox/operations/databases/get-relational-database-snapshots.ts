import { listOf } from "../../list-of.ts";
import { databaseSnapshotView } from "../../views/database-snapshot.ts";

export const getRelationalDatabaseSnapshots = listOf(
  "GetRelationalDatabaseSnapshots",
  "RelationalDatabaseSnapshot",
  "relationalDatabaseSnapshots",
  databaseSnapshotView,
);
