import { named } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { instanceInState } from "../require-state.ts";
import { operationsOutput } from "../views/operation.ts";

/** A reboot is over when it is answered, and changes neither state nor address. */
export const rebootInstance = writes(named("instanceName"), (context, { instanceName }) => {
  const instance = instanceInState(context, instanceName, "reboot", ["running"]);
  const operation = recordInstanceOperation(context, "RebootInstance", instance, { details: "" });
  return operationsOutput([operation], context);
});
