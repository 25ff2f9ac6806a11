import { named } from "../../common-shapes.ts";
import { writes } from "../../operation.ts";
import { recordOperation } from "../../record-operation.ts";
import { operationsOutput } from "../../views/operation.ts";

export const deleteDiskSnapshot = writes(
  named("diskSnapshotName"),
  (context, { diskSnapshotName }) => {
    context.state.remove(context.state.get("DiskSnapshot", diskSnapshotName));
    const operation = recordOperation(context, {
      operationType: "DeleteDiskSnapshot",
      resourceName: diskSnapshotName,
      resourceType: "DiskSnapshot",
    });
    return operationsOutput([operation], context);
  },
);
