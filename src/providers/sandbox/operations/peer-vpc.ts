import { defaultVpc, newHostId } from "../identity.ts";
import { writes } from "../operation.ts";
import { recordOperation } from "../record-operation.ts";
import { structure } from "../shapes.ts";
import { operationView } from "../views/operation.ts";

/** With the default VPC of the region; again is no fault. */
export const peerVpc = writes(structure({}), (context) => {
  const { state } = context;
  state.peeredVpc ??= newHostId("vpc");
  const vpc = state.peeredVpc;
  const operation = recordOperation(context, {
    operationType: "PeeredVpc",
    resourceName: vpc,
    resourceType: "PeeredVpc",
    details: defaultVpc(context),
  });
  return { operation: operationView(operation, context) };
});
