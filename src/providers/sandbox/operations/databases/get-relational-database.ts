import { named } from "../../common-shapes.ts";
import { reads } from "../../operation.ts";
import { databaseView } from "../../views/database.ts";

export const getRelationalDatabase = reads(
  named("relationalDatabaseName"),
  (context, { relationalDatabaseName: name }) => ({
    relationalDatabase: databaseView(context.state.get("RelationalDatabase", name), context),
  }),
);
