import {
  addOnRequest,
  ipAddressType,
  nonEmptyString,
  resourceName,
  tagList,
} from "../common-shapes.ts";
import { findBundle, launch } from "../launch.ts";
import { writes } from "../operation.ts";
import { invalidInput } from "../protocol/service-error.ts";
import { boolean, list, map, required, string, structure } from "../shapes.ts";
import { snapshotSource } from "../snapshot-source.ts";
import { assertMapping, restoreDisks } from "../restore-disks.ts";
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
  const { instanceSnapshotName, sourceInstanceName } = options;
  if ((instanceSnapshotName === undefined) === (sourceInstanceName === undefined)) {
    throw invalidInput("Give either instanceSnapshotName or sourceInstanceName.");
  }
  const source = snapshotSource(context.state, context.now, {
    ...options,
    snapshot: instanceSnapshotName,
    instance: sourceInstanceName,
  });
  const { fromDisks = [] } = source;
  assertMapping(fromDisks, options);
  const region = context.region.name;
  const bundle = findBundle(region, options.bundleId);
  const former = findBundle(source.fromRegion ?? region, source.fromBundleId);
  if (bundle.diskSizeInGb < former.diskSizeInGb || bundle.ramSizeInGb < former.ramSizeInGb) {
    throw invalidInput(
      `The bundle ${bundle.bundleId} is smaller than that of the source instance: ${former.bundleId}`,
    );
  }
  const operations = launch(context, "CreateInstancesFromSnapshot", {
    ...options,
    blueprintId: source.fromBlueprintId,
  });
  const disks = options.instanceNames.flatMap((instance) =>
    restoreDisks(context, instance, fromDisks, {
      availabilityZone: options.availabilityZone,
      names: options.attachedDiskMapping?.[instance] ?? [],
    }),
  );
  return operationsOutput([...operations, ...disks], context);
});
