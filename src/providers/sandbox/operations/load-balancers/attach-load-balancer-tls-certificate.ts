import { certificateStatus } from "../../certificates.ts";
import { resourceName } from "../../common-shapes.ts";
import { certificateOf, certificateOperations } from "../../load-balancers.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

/** In the place of the one that was attached, if any. */
export const attachLoadBalancerTlsCertificate = writes(
  structure({ loadBalancerName: required(resourceName), certificateName: required(resourceName) }),
  (context, { loadBalancerName, certificateName }) => {
    const { state, now } = context;
    const loadBalancer = state.get("LoadBalancer", loadBalancerName);
    const certificate = certificateOf(state, loadBalancer, certificateName);
    if (certificateStatus(certificate, now) !== "ISSUED") {
      throw invalidInput("Sorry, you can only attach a validated certificate to a load balancer.");
    }
    loadBalancer.certificate = certificateName;
    const operations = certificateOperations(
      context,
      "AttachLoadBalancerTlsCertificate",
      loadBalancerName,
      certificateName,
    );
    return operationsOutput(operations.toReversed(), context);
  },
);
