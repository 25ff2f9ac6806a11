import { named } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { recordOperation } from "../record-operation.ts";
import { operationsOutput } from "../views/operation.ts";

export const deleteInstanceSnapshot = writes(
  named("instanceSnapshotName"),
  (context, { instanceSnapshotName }) => {
    context.state.remove(context.state.get("InstanceSnapshot", instanceSnapshotName));
    const operation = recordOperation(context, {
      operationType: "DeleteInstanceSnapshot",
      resourceName: instanceSnapshotName,
      resourceType: "InstanceSnapshot",
    });
    return operationsOutput([operation], context);
  },
);
