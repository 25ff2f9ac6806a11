import { portInfo, resourceName } from "../common-shapes.ts";
import { describeRule, parseRule, withRule } from "../firewall.ts";
import { writes } from "../operation.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { required, structure } from "../shapes.ts";
import { operationView } from "../views/operation.ts";

/** Adds one rule; one for the same ports and protocol gets the new sources. */
export const openInstancePublicPorts = writes(
  structure({ portInfo: required(portInfo), instanceName: required(resourceName) }),
  (context, input) => {
    const instance = context.state.get("Instance", input.instanceName);
    const rule = parseRule(input.portInfo);
    instance.ports = withRule(instance.ports, rule);
    const operation = recordInstanceOperation(context, "OpenInstancePublicPorts", instance, {
      details: describeRule(rule),
    });
    return { operation: operationView(operation, context) };
  },
);
