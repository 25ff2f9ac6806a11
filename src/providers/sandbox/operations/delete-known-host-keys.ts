import { named } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { operationsOutput } from "../views/operation.ts";

/** The service looks at the instance's keys anew, which are the same: nobody changes them here. */
export const deleteKnownHostKeys = writes(named("instanceName"), (context, { instanceName }) => {
  const instance = context.state.get("Instance", instanceName);
  if (instance.access !== undefined) instance.access.witnessedAt = context.now;
  const operation = recordInstanceOperation(context, "DeleteKnownHostKeys", instance);
  return operationsOutput([operation], context);
});
