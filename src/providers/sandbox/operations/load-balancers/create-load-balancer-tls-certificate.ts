import { resourceName, tagList } from "../../common-shapes.ts";
import { makeCertificate } from "../../load-balancers.ts";
import { writes } from "../../operation.ts";
import { list, required, string, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

export const createLoadBalancerTlsCertificate = writes(
  structure({
    loadBalancerName: required(resourceName),
    certificateName: required(resourceName),
    certificateDomainName: required(string()),
    certificateAlternativeNames: list(string()),
    tags: tagList,
  }),
  (context, input) => {
    const loadBalancer = context.state.get("LoadBalancer", input.loadBalancerName);
    return operationsOutput(makeCertificate(context, loadBalancer, input), context);
  },
);
