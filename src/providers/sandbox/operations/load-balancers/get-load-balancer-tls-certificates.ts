import { named } from "../../common-shapes.ts";
import { certificatesOf } from "../../load-balancers.ts";
import { reads } from "../../operation.ts";
import { loadBalancerCertificateView } from "../../views/load-balancer-certificate.ts";

export const getLoadBalancerTlsCertificates = reads(
  named("loadBalancerName"),
  (context, { loadBalancerName }) => {
    const { name } = context.state.get("LoadBalancer", loadBalancerName);
    return {
      tlsCertificates: certificatesOf(context.state, name).map((it) =>
        loadBalancerCertificateView(it, context),
      ),
    };
  },
);
