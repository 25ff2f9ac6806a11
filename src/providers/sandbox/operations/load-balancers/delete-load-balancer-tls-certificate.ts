import { resourceName } from "../../common-shapes.ts";
import { certificateDeletion, certificateOf } from "../../load-balancers.ts";
import { writes } from "../../operation.ts";
import { stateConflict } from "../../protocol/service-error.ts";
import { boolean, required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

/** One that instances use goes with `force` alone; the load balancer then answers HTTP only. */
export const deleteLoadBalancerTlsCertificate = writes(
  structure({
    loadBalancerName: required(resourceName),
    certificateName: required(resourceName),
    force: boolean(),
  }),
  (context, { loadBalancerName, certificateName, force = false }) => {
    const { state } = context;
    const loadBalancer = state.get("LoadBalancer", loadBalancerName);
    const certificate = certificateOf(state, loadBalancer, certificateName);
    if (loadBalancer.certificate === certificateName) {
      if (!force && loadBalancer.instances.length > 0) {
        throw stateConflict(
          `The certificate is in use by instances of ${loadBalancerName}. Use force.`,
        );
      }
      delete loadBalancer.certificate;
      loadBalancer.redirectsToHttps = false;
    }
    state.remove(certificate);
    const operations = certificateDeletion(context, loadBalancerName, certificateName);
    return operationsOutput(operations, context);
  },
);
