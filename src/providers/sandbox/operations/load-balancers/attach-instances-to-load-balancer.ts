import { resourceName } from "../../common-shapes.ts";
import { assertTargets, targetOperations } from "../../load-balancers.ts";
import { writes } from "../../operation.ts";
import { instanceInState } from "../../require-state.ts";
import { list, required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

/** All of the instances or none; one that is attached already stays so. */
export const attachInstancesToLoadBalancer = writes(
  structure({
    loadBalancerName: required(resourceName),
    instanceNames: required(list(resourceName)),
  }),
  (context, { loadBalancerName, instanceNames }) => {
    const { state, now, durations } = context;
    const loadBalancer = state.get("LoadBalancer", loadBalancerName);
    const names = assertTargets(state, instanceNames);
    const checkedAt = now + durations.loadBalancer;
    for (const name of names) {
      const { id } = instanceInState(context, name, "attach to a load balancer", ["running"]);
      if (loadBalancer.instances.some((it) => it.id === id)) continue;
      loadBalancer.instances.push({ name, id, checkedAt });
    }
    const operationType = "AttachInstancesToLoadBalancer";
    return operationsOutput(targetOperations(context, operationType, loadBalancer, names), context);
  },
);
