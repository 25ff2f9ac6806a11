import { autoSnapshotTimes, snapshotDate } from "../add-ons.ts";
import {
  addOnRequest,
  ipAddressType,
  nonEmptyString,
  resourceName,
  tagList,
} from "../common-shapes.ts";
import type { WriteContext } from "../context.ts";
import { findBundle, launch } from "../launch.ts";
import { writes } from "../operation.ts";
import { invalidInput, notFound, stateConflict } from "../protocol/service-error.ts";
import { boolean, type Infer, list, map, required, string, structure } from "../shapes.ts";
import { operationsOutput } from "../views/operation.ts";

const input = structure({
  instanceNames: required(list(string(), { min: 1 })),
  attachedDiskMapping: map(
    list(structure({ originalDiskPath: nonEmptyString, newDiskName: resourceName })),
  ),
  availabilityZone: required(string()),
  instanceSnapshotName: resourceName,
  bundleId: required(nonEmptyString),
  userData: string(),
  keyPairName: resourceName,
  tags: tagList,
  addOns: list(addOnRequest),
  ipAddressType,
  sourceInstanceName: string(),
  restoreDate: string({ pattern: /^\d{4}-\d{2}-\d{2}$/ }),
  useLatestRestorableAutoSnapshot: boolean(),
});

/** The new instances have the blueprint's own firewall; a snapshot holds none. */
export const createInstancesFromSnapshot = writes(input, (context, options) => {
  const source = sourceOf(context, options);
  if (Object.keys(options.attachedDiskMapping ?? {}).length > 0) {
    throw invalidInput("The snapshot has no attached disks to map.");
  }
  const region = context.region.name;
  const bundle = findBundle(region, options.bundleId);
  const former = findBundle(region, source.bundleId);
  if (bundle.diskSizeInGb < former.diskSizeInGb || bundle.ramSizeInGb < former.ramSizeInGb) {
    throw invalidInput(
      `The bundle ${bundle.bundleId} is smaller than that of the source instance: ${former.bundleId}`,
    );
  }
  const operations = launch(context, "CreateInstancesFromSnapshot", {
    ...options,
    blueprintId: source.blueprintId,
  });
  return operationsOutput(operations, context);
});

/** A snapshot by name, or an automatic one by its instance and day. */
function sourceOf(
  { state, now }: WriteContext,
  options: Infer<typeof input>,
): { blueprintId: string; bundleId: string } {
  const { instanceSnapshotName, sourceInstanceName, restoreDate } = options;
  const latest = options.useLatestRestorableAutoSnapshot === true;
  if ((instanceSnapshotName === undefined) === (sourceInstanceName === undefined)) {
    throw invalidInput("Give either instanceSnapshotName or sourceInstanceName.");
  }
  if (sourceInstanceName !== undefined && (restoreDate !== undefined) === latest) {
    throw invalidInput("Give either restoreDate or useLatestRestorableAutoSnapshot.");
  }
  if (instanceSnapshotName !== undefined) {
    const snapshot = state.get("InstanceSnapshot", instanceSnapshotName);
    if (now < snapshot.transition.until) {
      throw stateConflict(
        `You can't use this snapshot right now. The state of this snapshot is: ${snapshot.transition.during}`,
      );
    }
    return { blueprintId: snapshot.fromBlueprintId, bundleId: snapshot.fromBundleId };
  }
  const instance = state.get("Instance", sourceInstanceName ?? "");
  const dates = autoSnapshotTimes(instance, now).map(snapshotDate);
  const date = latest ? dates[0] : restoreDate;
  if (date === undefined || !dates.includes(date)) {
    throw notFound("AutoSnapshot", date ?? instance.name);
  }
  return instance;
}
