import type { LoadBalancer } from "../../core/contracts/load-balancers.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import { type Calls, present } from "./calls.ts";

export async function getLoadBalancer(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<LoadBalancer> {
  const { loadBalancer } = await calls.read(
    "GetLoadBalancer",
    { loadBalancerName: name },
    { ...call, resource: name },
  );
  const { dnsName = "", state = "unknown" } = present(loadBalancer, name);
  return { name, region: calls.region, dns_name: dnsName, status: state };
}
