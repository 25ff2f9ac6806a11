import { DATABASE_ENGINES, findDatabaseBlueprint } from "../catalogue/database-blueprints.ts";
import { findDatabaseBundle } from "../catalogue/database-bundles.ts";
import type { ReadContext } from "../context.ts";
import { databaseAt } from "../databases/changes.ts";
import { addressOf } from "../databases/make-database.ts";
import { latestRestorable } from "../databases/restorable.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import { stateAt } from "../lifecycle.ts";
import type { DatabaseChange, DatabaseRecord } from "../state/database-records.ts";

export function databaseView(record: DatabaseRecord, context: ReadContext): object {
  const { region, now } = context;
  const database = databaseAt(record, now);
  const blueprint = findDatabaseBlueprint(database.blueprintId);
  const bundle = findDatabaseBundle(database.bundleId);
  const state = stateAt(database, now);
  const latest = latestRestorable(database, now);
  return {
    name: database.name,
    arn: arn(context, "RelationalDatabase", database.id),
    supportCode: supportCode(database.hostId),
    createdAt: seconds(database.createdAt),
    location: { availabilityZone: database.zone, regionName: region.name },
    resourceType: "RelationalDatabase",
    tags: database.tags,
    relationalDatabaseBlueprintId: database.blueprintId,
    relationalDatabaseBundleId: database.bundleId,
    masterDatabaseName: database.masterDatabaseName,
    hardware: {
      cpuCount: bundle?.cpuCount,
      diskSizeInGb: bundle?.diskSizeInGb,
      ramSizeInGb: bundle?.ramSizeInGb,
    },
    state,
    secondaryAvailabilityZone: database.secondaryZone,
    backupRetentionEnabled: database.backupsSince !== undefined,
    pendingModifiedValues: pendingValues(database.changes),
    engine: blueprint?.engine,
    engineVersion: blueprint?.engineVersion,
    latestRestorableTime: latest === undefined ? undefined : seconds(latest),
    masterUsername: database.masterUsername,
    parameterApplyStatus: database.needsRestart ? "pending-reboot" : "in-sync",
    preferredBackupWindow: database.backupWindow,
    preferredMaintenanceWindow: database.maintenanceWindow,
    publiclyAccessible: database.publiclyAccessible,
    // There is nothing to be reached before.
    masterEndpoint:
      state === "creating" || blueprint === undefined
        ? undefined
        : {
            port: DATABASE_ENGINES[blueprint.engine].port,
            address: addressOf(database, context),
          },
    pendingMaintenanceActions: [],
    caCertificateIdentifier: database.caCertificate,
  };
}

/** A password is not told here. */
function pendingValues(changes: readonly DatabaseChange[]): object {
  const values: Record<string, string | boolean | undefined> = {};
  for (const { password, blueprintId, backupRetention } of changes) {
    if (password !== undefined) values["masterUserPassword"] = "****";
    if (blueprintId !== undefined) {
      values["engineVersion"] = findDatabaseBlueprint(blueprintId)?.engineVersion;
    }
    if (backupRetention !== undefined) values["backupRetentionEnabled"] = backupRetention;
  }
  return values;
}
