import { REGIONS } from "../catalogue/regions.ts";
import { resourceName } from "../common-shapes.ts";
import { copyDiskSnapshot } from "../copy-disk-snapshot.ts";
import { newHostId, newId } from "../identity.ts";
import { findBundle } from "../launch.ts";
import { assertNewNames } from "../names.ts";
import { writes } from "../operation.ts";
import { invalidInput } from "../protocol/service-error.ts";
import { recordOperation } from "../record-operation.ts";
import { boolean, enumeration, required, string, structure } from "../shapes.ts";
import { snapshotSource } from "../snapshot-source.ts";
import { operationsOutput } from "../views/operation.ts";

/** Called in the region that gets the copy. Copies have no tags: the request takes none. */
export const copySnapshot = writes(
  structure({
    sourceSnapshotName: resourceName,
    sourceResourceName: string(),
    restoreDate: string({ pattern: /^\d{4}-\d{2}-\d{2}$/ }),
    useLatestRestorableAutoSnapshot: boolean(),
    targetSnapshotName: required(resourceName),
    sourceRegion: required(enumeration(REGIONS.map(({ name }) => name))),
  }),
  (context, input) => {
    const { state, now, durations } = context;
    const { sourceSnapshotName, sourceResourceName, targetSnapshotName, sourceRegion } = input;
    if ((sourceSnapshotName === undefined) === (sourceResourceName === undefined)) {
      throw invalidInput("Give either sourceSnapshotName or sourceResourceName.");
    }
    const isDated =
      input.restoreDate !== undefined || input.useLatestRestorableAutoSnapshot === true;
    if (sourceSnapshotName !== undefined && isDated) {
      throw invalidInput(
        "restoreDate and useLatestRestorableAutoSnapshot are for automatic snapshots.",
      );
    }
    assertNewNames(state, [targetSnapshotName]);
    const found = context.stateOf(sourceRegion).any(sourceSnapshotName ?? sourceResourceName ?? "");
    if (found?.resourceType === "DiskSnapshot" || found?.resourceType === "Disk") {
      return operationsOutput([copyDiskSnapshot(context, input)], context);
    }
    const source = snapshotSource(context.stateOf(sourceRegion), now, {
      ...input,
      snapshot: sourceSnapshotName,
      instance: sourceResourceName,
    });
    const fromRegion = source.fromRegion ?? sourceRegion;
    const doneAt = now + durations.snapshot;
    state.add({
      resourceType: "InstanceSnapshot",
      name: targetSnapshotName,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      imageId: newHostId("ami"),
      tags: [],
      fromInstanceName: source.fromInstanceName,
      fromInstanceId: source.fromInstanceId,
      fromRegion,
      ...(source.isFromAuto === true && { isFromAuto: true }),
      fromBlueprintId: source.fromBlueprintId,
      fromBundleId: source.fromBundleId,
      ...(source.fromDisks !== undefined && { fromDisks: source.fromDisks }),
      sizeInGb: findBundle(fromRegion, source.fromBundleId).diskSizeInGb,
      transition: { during: "pending", after: "available", until: doneAt },
    });
    const operation = recordOperation(context, {
      operationType: "CopySnapshot",
      resourceName: targetSnapshotName,
      resourceType: "InstanceSnapshot",
      details: `${sourceRegion}:${sourceSnapshotName ?? sourceResourceName ?? ""}`,
      doneAt,
    });
    return operationsOutput([operation], context);
  },
);
