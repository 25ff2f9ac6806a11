import { resourceName } from "../common-shapes.ts";
import { stateAt, stopping } from "../lifecycle.ts";
import { writes } from "../operation.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { instanceInState } from "../require-state.ts";
import { boolean, required, structure } from "../shapes.ts";
import { operationsOutput } from "../views/operation.ts";

/** `force` ends a stop that hangs: what is stopping is stopped at once. */
export const stopInstance = writes(
  structure({ instanceName: required(resourceName), force: boolean() }),
  (context, { instanceName, force }) => {
    const { now, durations } = context;
    const instance = instanceInState(
      context,
      instanceName,
      "stop",
      force === true ? ["running", "stopping"] : ["running"],
    );
    const hangs = stateAt(instance, now) === "stopping";
    instance.transition = stopping(now, hangs ? { ...durations, stop: 0 } : durations);
    const operation = recordInstanceOperation(context, "StopInstance", instance, {
      doneAt: instance.transition.until,
    });
    return operationsOutput([operation], context);
  },
);
