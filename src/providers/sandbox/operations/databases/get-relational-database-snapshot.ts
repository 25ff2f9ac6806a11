import { named } from "../../common-shapes.ts";
import { reads } from "../../operation.ts";
import { databaseSnapshotView } from "../../views/database-snapshot.ts";

export const getRelationalDatabaseSnapshot = reads(
  named("relationalDatabaseSnapshotName"),
  (context, { relationalDatabaseSnapshotName: name }) => ({
    relationalDatabaseSnapshot: databaseSnapshotView(
      context.state.get("RelationalDatabaseSnapshot", name),
      context,
    ),
  }),
);
