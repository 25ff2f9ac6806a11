import { named } from "../../common-shapes.ts";
import { certificateDeletion, certificatesOf } from "../../load-balancers.ts";
import { writes } from "../../operation.ts";
import { recordOperation } from "../../record-operation.ts";
import { operationsOutput } from "../../views/operation.ts";

/** Its certificates go with it. */
export const deleteLoadBalancer = writes(
  named("loadBalancerName"),
  (context, { loadBalancerName: name }) => {
    const { state } = context;
    const loadBalancer = state.get("LoadBalancer", name);
    const operations = [
      recordOperation(context, {
        operationType: "DeleteLoadBalancer",
        resourceName: name,
        resourceType: "LoadBalancer",
      }),
    ];
    for (const certificate of certificatesOf(state, name)) {
      state.remove(certificate);
      operations.push(...certificateDeletion(context, name, certificate.name));
    }
    state.remove(loadBalancer);
    return operationsOutput(operations, context);
  },
);
