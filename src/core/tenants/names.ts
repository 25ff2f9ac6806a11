/** Names in the engine of what belongs to a tenant. */
export const stackOf = (tenant: string): string => `qt-${tenant}`;
export const secretOf = (tenant: string, name: string): string => `qt-${tenant}_${name}`;
export const serviceOf = (tenant: string, part: string): string => `${stackOf(tenant)}_${part}`;
export const networkOf = (tenant: string): string => `${stackOf(tenant)}_own`;
export const volumeOf = (part: string, name: string): string => `${part}-${name}`;
/** Of a service's name. */
export const tenantOf = (service: string): string =>
  service.slice(stackOf("").length).split("_")[0] ?? "";
