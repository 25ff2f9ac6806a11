import { findDatabaseBlueprint } from "../catalogue/database-blueprints.ts";
import { findDatabaseBundle } from "../catalogue/database-bundles.ts";
import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import { stateAt } from "../lifecycle.ts";
import type { DatabaseSnapshotRecord } from "../state/database-records.ts";

export function databaseSnapshotView(
  snapshot: DatabaseSnapshotRecord,
  context: ReadContext,
): object {
  const { region, now } = context;
  const blueprint = findDatabaseBlueprint(snapshot.blueprintId);
  return {
    name: snapshot.name,
    arn: arn(context, "RelationalDatabaseSnapshot", snapshot.id),
    supportCode: supportCode(snapshot.hostId),
    createdAt: seconds(snapshot.createdAt),
    location: { availabilityZone: "all", regionName: region.name },
    resourceType: "RelationalDatabaseSnapshot",
    tags: snapshot.tags,
    engine: blueprint?.engine,
    engineVersion: blueprint?.engineVersion,
    sizeInGb: findDatabaseBundle(snapshot.bundleId)?.diskSizeInGb,
    state: stateAt(snapshot, now),
    fromRelationalDatabaseName: snapshot.from.name,
    fromRelationalDatabaseArn: arn(context, "RelationalDatabase", snapshot.from.id),
    fromRelationalDatabaseBundleId: snapshot.bundleId,
    fromRelationalDatabaseBlueprintId: snapshot.blueprintId,
  };
}
