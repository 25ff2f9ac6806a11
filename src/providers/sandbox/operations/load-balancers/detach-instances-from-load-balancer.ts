import { resourceName } from "../../common-shapes.ts";
import { assertTargets, targetOperations } from "../../load-balancers.ts";
import { writes } from "../../operation.ts";
import { stateConflict } from "../../protocol/service-error.ts";
import { list, required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

export const detachInstancesFromLoadBalancer = writes(
  structure({
    loadBalancerName: required(resourceName),
    instanceNames: required(list(resourceName)),
  }),
  (context, { loadBalancerName, instanceNames }) => {
    const { state } = context;
    const loadBalancer = state.get("LoadBalancer", loadBalancerName);
    const names = assertTargets(state, instanceNames);
    for (const name of names) {
      if (loadBalancer.instances.some((it) => it.name === name)) continue;
      throw stateConflict(`The instance is not attached to ${loadBalancerName}: ${name}`);
    }
    loadBalancer.instances = loadBalancer.instances.filter((it) => !names.includes(it.name));
    const operationType = "DetachInstancesFromLoadBalancer";
    return operationsOutput(targetOperations(context, operationType, loadBalancer, names), context);
  },
);
