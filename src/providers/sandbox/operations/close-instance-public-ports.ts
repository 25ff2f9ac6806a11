import { portInfo, resourceName } from "../common-shapes.ts";
import { describeRule, parseRule, sameRule } from "../firewall.ts";
import { writes } from "../operation.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { required, structure } from "../shapes.ts";
import { operationView } from "../views/operation.ts";

/** Removes the rule for the ports and protocol, whatever its sources; none there is no fault. */
export const closeInstancePublicPorts = writes(
  structure({ portInfo: required(portInfo), instanceName: required(resourceName) }),
  (context, input) => {
    const instance = context.state.get("Instance", input.instanceName);
    const closed = parseRule(input.portInfo);
    instance.ports = instance.ports.filter((rule) => !sameRule(rule, closed));
    const operation = recordInstanceOperation(context, "CloseInstancePublicPorts", instance, {
      details: describeRule(closed),
    });
    return { operation: operationView(operation, context) };
  },
);
