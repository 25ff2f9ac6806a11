import { listOf } from "../../list-of.ts";
import { loadBalancerView } from "../../views/load-balancer.ts";

export const getLoadBalancers = listOf(
  "GetLoadBalancers",
  "LoadBalancer",
  "loadBalancers",
  loadBalancerView,
);
