import { pageToken as token, resourceName } from "../../common-shapes.ts";
import { databaseAt } from "../../databases/changes.ts";
import { blueprintNamed } from "../../databases/make-database.ts";
import { DATABASE_PARAMETERS } from "../../databases/parameters.ts";
import { reads } from "../../operation.ts";
import { page } from "../../paging.ts";
import { required, structure } from "../../shapes.ts";

export const getRelationalDatabaseParameters = reads(
  structure({ relationalDatabaseName: required(resourceName), pageToken: token }),
  ({ state, now, region }, { relationalDatabaseName: name, pageToken }) => {
    const database = databaseAt(state.get("RelationalDatabase", name), now);
    const all = DATABASE_PARAMETERS[blueprintNamed(database.blueprintId).engine].map(
      (it, index) => ({ ...it, sequence: index + 1 }),
    );
    const { items, nextPageToken } = page(all, pageToken, [
      "GetRelationalDatabaseParameters",
      region.name,
      database.id,
    ]);
    return {
      parameters: items.map((it) => {
        const set = database.parameters[it.name];
        return {
          allowedValues: it.allowedValues,
          applyMethod: set?.applyMethod ?? "pending-reboot",
          applyType: it.applyType,
          dataType: it.dataType,
          description: it.description,
          isModifiable: it.isModifiable,
          parameterName: it.name,
          parameterValue: set?.value ?? it.value,
        };
      }),
      nextPageToken,
    };
  },
);
