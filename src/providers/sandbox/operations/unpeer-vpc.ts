import { defaultVpc } from "../identity.ts";
import { writes } from "../operation.ts";
import { stateConflict } from "../protocol/service-error.ts";
import { recordOperation } from "../record-operation.ts";
import { structure } from "../shapes.ts";
import { operationView } from "../views/operation.ts";

/** Refused where there is no peering. */
export const unpeerVpc = writes(structure({}), (context) => {
  const { state } = context;
  const vpc = state.peeredVpc;
  if (vpc === undefined) throw stateConflict("The Lightsail VPC is not peered.");
  state.peeredVpc = undefined;
  const operation = recordOperation(context, {
    operationType: "UnpeeredVpc",
    resourceName: vpc,
    resourceType: "PeeredVpc",
    details: defaultVpc(context),
  });
  return { operation: operationView(operation, context) };
});
