import { listOf } from "../../list-of.ts";
import { databaseView } from "../../views/database.ts";

export const getRelationalDatabases = listOf(
  "GetRelationalDatabases",
  "RelationalDatabase",
  "relationalDatabases",
  databaseView,
);
