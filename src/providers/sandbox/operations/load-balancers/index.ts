import { attachInstancesToLoadBalancer } from "./attach-instances-to-load-balancer.ts";
import { attachLoadBalancerTlsCertificate } from "./attach-load-balancer-tls-certificate.ts";
import { createLoadBalancerTlsCertificate } from "./create-load-balancer-tls-certificate.ts";
import { createLoadBalancer } from "./create-load-balancer.ts";
import { deleteLoadBalancerTlsCertificate } from "./delete-load-balancer-tls-certificate.ts";
import { deleteLoadBalancer } from "./delete-load-balancer.ts";
import { detachInstancesFromLoadBalancer } from "./detach-instances-from-load-balancer.ts";
import { getLoadBalancerMetricData } from "./get-load-balancer-metric-data.ts";
import { getLoadBalancerTlsCertificates } from "./get-load-balancer-tls-certificates.ts";
import { getLoadBalancerTlsPolicies } from "./get-load-balancer-tls-policies.ts";
import { getLoadBalancer } from "./get-load-balancer.ts";
import { getLoadBalancers } from "./get-load-balancers.ts";
import { updateLoadBalancerAttribute } from "./update-load-balancer-attribute.ts";

export const loadBalancers = {
  AttachInstancesToLoadBalancer: attachInstancesToLoadBalancer,
  AttachLoadBalancerTlsCertificate: attachLoadBalancerTlsCertificate,
  CreateLoadBalancer: createLoadBalancer,
  CreateLoadBalancerTlsCertificate: createLoadBalancerTlsCertificate,
  DeleteLoadBalancer: deleteLoadBalancer,
  DeleteLoadBalancerTlsCertificate: deleteLoadBalancerTlsCertificate,
  DetachInstancesFromLoadBalancer: detachInstancesFromLoadBalancer,
  GetLoadBalancer: getLoadBalancer,
  GetLoadBalancerMetricData: getLoadBalancerMetricData,
  GetLoadBalancerTlsCertificates: getLoadBalancerTlsCertificates,
  GetLoadBalancerTlsPolicies: getLoadBalancerTlsPolicies,
  GetLoadBalancers: getLoadBalancers,
  UpdateLoadBalancerAttribute: updateLoadBalancerAttribute,
};
