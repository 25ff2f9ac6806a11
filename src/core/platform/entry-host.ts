import { TENANT_PLACEHOLDER } from "../contracts/veto-probe.ts";

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST = 253;
/** A name for the tenant that is as long as one may be. */
const SAMPLE = "x".repeat(24);

/** Whether it is the name of a host for each tenant: lower-case, with the placeholder once. */
export function isEntryHost(text: string): boolean {
  if (text.split(TENANT_PLACEHOLDER).length !== 2) return false;
  const host = entryHost(text, SAMPLE);
  const labels = host.split(".");
  return host.length <= LONGEST && labels.length > 1 && labels.every((it) => LABEL.test(it));
}

export const entryHost = (host: string, tenant: string): string =>
  host.replace(TENANT_PLACEHOLDER, tenant);
