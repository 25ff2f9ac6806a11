import { portInfo, resourceName } from "../common-shapes.ts";
import { describeRule, parseRule, withRule } from "../firewall.ts";
import { writes } from "../operation.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { list, required, structure } from "../shapes.ts";
import type { PortRule } from "../state/records.ts";
import { operationView } from "../views/operation.ts";

/** Replaces the whole firewall; an empty list closes everything. */
export const putInstancePublicPorts = writes(
  structure({ portInfos: required(list(portInfo)), instanceName: required(resourceName) }),
  (context, { portInfos, instanceName }) => {
    const instance = context.state.get("Instance", instanceName);
    instance.ports = portInfos.map(parseRule).reduce<PortRule[]>(withRule, []);
    const operation = recordInstanceOperation(context, "PutInstancePublicPorts", instance, {
      details: instance.ports.map(describeRule).join(","),
    });
    return { operation: operationView(operation, context) };
  },
);
