import { resourceName, tagList } from "../common-shapes.ts";
import { disksOf } from "../disks.ts";
import { newHostId, newId } from "../identity.ts";
import { assertNewNames } from "../names.ts";
import { writes } from "../operation.ts";
import { findBundle } from "../launch.ts";
import { recordInstanceOperation, recordOperation } from "../record-operation.ts";
import { instanceInState } from "../require-state.ts";
import { required, structure } from "../shapes.ts";
import { mergeTags } from "../tags.ts";
import { operationsOutput } from "../views/operation.ts";

/** The snapshot does not inherit the instance's tags. */
export const createInstanceSnapshot = writes(
  structure({
    instanceSnapshotName: required(resourceName),
    instanceName: required(resourceName),
    tags: tagList,
  }),
  (context, { instanceSnapshotName, instanceName, tags }) => {
    const { state, now, durations, region } = context;
    assertNewNames(state, [instanceSnapshotName]);
    const instance = instanceInState(context, instanceName, "create a snapshot of", [
      "running",
      "stopping",
      "stopped",
    ]);
    const doneAt = now + durations.snapshot;
    state.add({
      resourceType: "InstanceSnapshot",
      name: instanceSnapshotName,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      imageId: newHostId("ami"),
      tags: mergeTags([], tags),
      fromInstanceName: instance.name,
      fromInstanceId: instance.id,
      fromBlueprintId: instance.blueprintId,
      fromBundleId: instance.bundleId,
      fromDisks: disksOf(context, instance.name),
      sizeInGb: findBundle(region.name, instance.bundleId).diskSizeInGb,
      transition: { during: "pending", after: "available", until: doneAt },
    });
    const operationType = "CreateInstanceSnapshot";
    return operationsOutput(
      [
        recordOperation(context, {
          operationType,
          resourceName: instanceSnapshotName,
          resourceType: "InstanceSnapshot",
          details: instanceName,
          doneAt,
        }),
        recordInstanceOperation(context, operationType, instance, {
          details: instanceSnapshotName,
          doneAt,
        }),
      ],
      context,
    );
  },
);
