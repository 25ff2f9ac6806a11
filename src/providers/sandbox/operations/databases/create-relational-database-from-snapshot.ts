import { nonEmptyString, resourceName, tagList } from "../../common-shapes.ts";
import type { WriteContext } from "../../context.ts";
import { currentDatabase } from "../../databases/changes.ts";
import { databaseBundleNamed, makeDatabase } from "../../databases/make-database.ts";
import { assertRestorable, type TimeChoice } from "../../databases/restorable.ts";
import { contentOf, recordDatabaseOperation } from "../../databases/snapshots.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { assertComplete } from "../../require-state.ts";
import { boolean, required, structure, timestamp } from "../../shapes.ts";
import type { DatabaseContent } from "../../state/database-records.ts";
import { operationsOutput } from "../../views/operation.ts";

/** From a snapshot, or from another database as it was at a time. */
export const createRelationalDatabaseFromSnapshot = writes(
  structure({
    relationalDatabaseName: required(resourceName),
    availabilityZone: nonEmptyString,
    publiclyAccessible: boolean(),
    relationalDatabaseSnapshotName: resourceName,
    relationalDatabaseBundleId: nonEmptyString,
    sourceRelationalDatabaseName: resourceName,
    restoreTime: timestamp(),
    useLatestRestorableTime: boolean(),
    tags: tagList,
  }),
  (context, input) => {
    const { relationalDatabaseSnapshotName: snapshot } = input;
    const source = sourceOf(context, {
      snapshot,
      database: input.sourceRelationalDatabaseName,
      restoreTime: input.restoreTime,
      useLatestRestorableTime: input.useLatestRestorableTime,
    });
    const database = makeDatabase(context, {
      name: input.relationalDatabaseName,
      zone: input.availabilityZone,
      content: { ...contentOf(source), bundleId: bundleFor(source, input) },
      isPublic: input.publiclyAccessible,
      tags: input.tags,
      kind: snapshot === undefined ? "restoredToTime" : "restored",
    });
    const operationType = "CreateRelationalDatabaseFromSnapshot";
    const doneAt = database.transition.until;
    return operationsOutput(
      [recordDatabaseOperation(context, operationType, database, { doneAt })],
      context,
    );
  },
);

function sourceOf(
  context: WriteContext,
  choice: TimeChoice & { snapshot: string | undefined; database: string | undefined },
): DatabaseContent {
  const { snapshot, database, restoreTime, useLatestRestorableTime } = choice;
  if ((snapshot === undefined) === (database === undefined)) {
    throw invalidInput(
      "Give either relationalDatabaseSnapshotName or sourceRelationalDatabaseName.",
    );
  }
  if (snapshot === undefined) {
    const source = currentDatabase(context, database ?? "");
    assertRestorable(source, context.now, choice);
    return source;
  }
  if (restoreTime !== undefined || useLatestRestorableTime === true) {
    throw invalidInput("A snapshot has one time: restoreTime goes with a source database alone.");
  }
  const record = context.state.get("RelationalDatabaseSnapshot", snapshot);
  assertComplete(record, context.now, "use");
  return record;
}

/** The bundle of the new database, which may be no smaller than the former one. */
function bundleFor(
  source: DatabaseContent,
  { relationalDatabaseBundleId: wanted }: { relationalDatabaseBundleId?: string | undefined },
): string {
  if (wanted === undefined) return source.bundleId;
  const bundle = databaseBundleNamed(wanted);
  const former = databaseBundleNamed(source.bundleId);
  if (bundle.diskSizeInGb >= former.diskSizeInGb) return bundle.bundleId;
  throw invalidInput(
    `The bundle ${wanted} is smaller than that of the source database: ${source.bundleId}`,
  );
}
