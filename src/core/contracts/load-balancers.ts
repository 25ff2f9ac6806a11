import type { CallOptions } from "./call-options.ts";

export interface LoadBalancer {
  name: string;
  region: string;
  /** The name that it is reached by, which an alias entry points at. */
  dns_name: string;
  status: string;
}

/** Load balancers of the region. */
export interface LoadBalancers {
  get(name: string, call?: CallOptions): Promise<LoadBalancer>;
}
