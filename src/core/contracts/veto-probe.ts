/**
 * Asks whether anything keeps a tenant awake, such as open orders or positions; null: nothing does.
 * What can't be asked keeps it awake too, and the text says why.
 */
export type VetoProbe = (
  command: readonly string[],
  tenant: string,
  signal: AbortSignal,
) => Promise<string | null>;

/** In the command's words, where the tenant's name goes. */
export const TENANT_PLACEHOLDER = "{{tenant}}";
