import { named } from "../../common-shapes.ts";
import { reads } from "../../operation.ts";
import { loadBalancerView } from "../../views/load-balancer.ts";

export const getLoadBalancer = reads(
  named("loadBalancerName"),
  (context, { loadBalancerName }) => ({
    loadBalancer: loadBalancerView(context.state.get("LoadBalancer", loadBalancerName), context),
  }),
);
