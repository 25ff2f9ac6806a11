import type { CommonRecord, Tag, Transition } from "./common-record.ts";

export interface AttachedInstance {
  name: string;
  /** Another instance of the same name is not this one. */
  id: string;
  /** From this time on the load balancer knows how it is. */
  checkedAt: number;
}

export interface LoadBalancerRecord extends CommonRecord {
  resourceType: "LoadBalancer";
  dnsName: string;
  instancePort: number;
  healthCheckPath: string;
  ipAddressType: "dualstack" | "ipv4" | "ipv6";
  tlsPolicyName: string;
  redirectsToHttps: boolean;
  stickiness: { enabled: boolean; seconds: number };
  tags: Tag[];
  instances: AttachedInstance[];
  /** Name of the certificate in use. */
  certificate?: string;
  transition: Transition<"provisioning", "active">;
}

export interface LoadBalancerCertificateRecord extends CommonRecord {
  resourceType: "LoadBalancerTlsCertificate";
  loadBalancer: string;
  domainName: string;
  /** With the domain itself, first. */
  names: string[];
  tags: Tag[];
  /** When it is issued; never, when absent. */
  issuedAt?: number;
}
