import { named } from "../../common-shapes.ts";
import { databaseAt } from "../../databases/changes.ts";
import { LOG_STREAMS } from "../../databases/logs.ts";
import { blueprintNamed } from "../../databases/make-database.ts";
import { reads } from "../../operation.ts";

export const getRelationalDatabaseLogStreams = reads(
  named("relationalDatabaseName"),
  ({ state, now }, { relationalDatabaseName: name }) => {
    const { blueprintId } = databaseAt(state.get("RelationalDatabase", name), now);
    return { logStreams: LOG_STREAMS[blueprintNamed(blueprintId).engine] };
  },
);
