import { nonEmptyString, resourceName, tagList } from "../../common-shapes.ts";
import {
  assertNames,
  blueprintNamed,
  databaseBundleNamed,
  makeDatabase,
} from "../../databases/make-database.ts";
import { checkedPassword, generatedPassword } from "../../databases/passwords.ts";
import { recordDatabaseOperation } from "../../databases/snapshots.ts";
import { writes } from "../../operation.ts";
import { boolean, required, string, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

export const createRelationalDatabase = writes(
  structure({
    relationalDatabaseName: required(resourceName),
    availabilityZone: nonEmptyString,
    relationalDatabaseBlueprintId: required(nonEmptyString),
    relationalDatabaseBundleId: required(nonEmptyString),
    masterDatabaseName: required(nonEmptyString),
    masterUsername: required(nonEmptyString),
    masterUserPassword: string(),
    preferredBackupWindow: nonEmptyString,
    preferredMaintenanceWindow: nonEmptyString,
    publiclyAccessible: boolean(),
    tags: tagList,
  }),
  (context, input) => {
    const { masterDatabaseName, masterUsername, masterUserPassword } = input;
    const blueprint = blueprintNamed(input.relationalDatabaseBlueprintId);
    const { bundleId } = databaseBundleNamed(input.relationalDatabaseBundleId);
    assertNames(blueprint, { user: masterUsername, database: masterDatabaseName });
    const password =
      masterUserPassword === undefined
        ? generatedPassword()
        : checkedPassword(blueprint.engine, masterUserPassword);
    const database = makeDatabase(context, {
      name: input.relationalDatabaseName,
      zone: input.availabilityZone,
      content: {
        ...{ blueprintId: blueprint.blueprintId, bundleId, masterDatabaseName, masterUsername },
        password: { value: password, since: context.now },
      },
      isPublic: input.publiclyAccessible,
      tags: input.tags,
      kind: "created",
      backupWindow: input.preferredBackupWindow,
      maintenanceWindow: input.preferredMaintenanceWindow,
    });
    const operation = recordDatabaseOperation(context, "CreateRelationalDatabase", database, {
      doneAt: database.transition.until,
    });
    return operationsOutput([operation], context);
  },
);
