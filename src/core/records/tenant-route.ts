/** `tenant routes` in JSON. */
export interface TenantRouteRecord {
  tenant: string;
  part: string;
  /** The name by which it is reached from outside. */
  host: string;
  /** Where the entry reaches it. */
  url: string;
  middlewares: readonly string[];
}
