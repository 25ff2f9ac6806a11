import type { TenantCosts } from "../cost/tenants.ts";

/** `cost tenants` in JSON: US dollars a month of 730 hours. */
export interface TenantCostsRecord extends TenantCosts {
  platform: string;
  region: string;
  /** Servers whose price is not known. */
  unpriced: readonly string[];
}
