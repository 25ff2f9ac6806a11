import { nonEmptyString, resourceName } from "../../common-shapes.ts";
import { DATABASE_BLUEPRINTS } from "../../catalogue/database-blueprints.ts";
import { checkedCaCertificate } from "../../databases/ca-certificates.ts";
import { databaseInState, schedule } from "../../databases/changes.ts";
import { blueprintNamed } from "../../databases/make-database.ts";
import { checkedPassword, generatedPassword } from "../../databases/passwords.ts";
import { recordDatabaseOperation } from "../../databases/snapshots.ts";
import { chooseWindows } from "../../databases/windows.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { boolean, type Infer, required, string, structure } from "../../shapes.ts";
import type { DatabaseRecord } from "../../state/database-records.ts";
import { operationsOutput } from "../../views/operation.ts";

const input = structure({
  relationalDatabaseName: required(resourceName),
  masterUserPassword: string(),
  rotateMasterUserPassword: boolean(),
  preferredBackupWindow: nonEmptyString,
  preferredMaintenanceWindow: nonEmptyString,
  enableBackupRetention: boolean(),
  disableBackupRetention: boolean(),
  publiclyAccessible: boolean(),
  applyImmediately: boolean(),
  caCertificateIdentifier: nonEmptyString,
  relationalDatabaseBlueprintId: nonEmptyString,
});

type Update = Infer<typeof input>;

/** The operation ends before the database has changed, as the service's does. */
export const updateRelationalDatabase = writes(input, (context, update) => {
  const { relationalDatabaseName: name, applyImmediately = false } = update;
  const database = databaseInState(context, name, "update", ["available"]);
  const { publiclyAccessible, caCertificateIdentifier: certificate } = update;
  const password = newPassword(database, update);
  const blueprintId = laterBlueprint(database, update.relationalDatabaseBlueprintId);
  const backupRetention = newRetention(update);
  const caCertificate = certificate === undefined ? undefined : checkedCaCertificate(certificate);
  const windows = chooseWindows(context.region.name, {
    backup: update.preferredBackupWindow ?? database.backupWindow,
    maintenance: update.preferredMaintenanceWindow ?? database.maintenanceWindow,
  });
  database.backupWindow = windows.backup;
  database.maintenanceWindow = windows.maintenance;
  const change = {
    ...(password !== undefined && { password }),
    ...(blueprintId !== undefined && { blueprintId }),
    ...(backupRetention !== undefined && { backupRetention }),
    ...(publiclyAccessible !== undefined && { publiclyAccessible }),
    ...(caCertificate !== undefined && { caCertificate }),
  };
  schedule(context, database, change, applyImmediately);
  const doneAt = context.now + Math.floor(context.durations.databaseChange / 2);
  return operationsOutput(
    [recordDatabaseOperation(context, "UpdateRelationalDatabase", database, { doneAt })],
    context,
  );
});

function newPassword(database: DatabaseRecord, update: Update): string | undefined {
  const { masterUserPassword, rotateMasterUserPassword = false } = update;
  if (masterUserPassword === undefined) {
    return rotateMasterUserPassword ? generatedPassword() : undefined;
  }
  if (rotateMasterUserPassword) {
    throw invalidInput("Give either masterUserPassword or rotateMasterUserPassword.");
  }
  return checkedPassword(blueprintNamed(database.blueprintId).engine, masterUserPassword);
}

function newRetention({
  enableBackupRetention: enable = false,
  disableBackupRetention: disable = false,
}: Update): boolean | undefined {
  if (enable && disable) {
    throw invalidInput("Give either enableBackupRetention or disableBackupRetention.");
  }
  return enable || disable ? enable : undefined;
}

/** A version of the same engine that is not older; undefined when nothing changes. */
function laterBlueprint(
  database: DatabaseRecord,
  blueprintId: string | undefined,
): string | undefined {
  if (blueprintId === undefined || blueprintId === database.blueprintId) return undefined;
  const wanted = blueprintNamed(blueprintId);
  const present = blueprintNamed(database.blueprintId);
  const isLater = DATABASE_BLUEPRINTS.indexOf(wanted) > DATABASE_BLUEPRINTS.indexOf(present);
  if (wanted.engine === present.engine && isLater) return blueprintId;
  throw invalidInput(
    `A database of the blueprint ${present.blueprintId} can't be brought to ${blueprintId}.`,
  );
}
