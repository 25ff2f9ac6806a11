import { named } from "../../common-shapes.ts";
import { writes } from "../../operation.ts";
import { recordOperation } from "../../record-operation.ts";
import { operationsOutput } from "../../views/operation.ts";

export const deleteRelationalDatabaseSnapshot = writes(
  named("relationalDatabaseSnapshotName"),
  (context, { relationalDatabaseSnapshotName: name }) => {
    context.state.remove(context.state.get("RelationalDatabaseSnapshot", name));
    const operation = recordOperation(context, {
      operationType: "DeleteRelationalDatabaseSnapshot",
      resourceName: name,
      resourceType: "RelationalDatabaseSnapshot",
    });
    return operationsOutput([operation], context);
  },
);
