import { serviceOf } from "./names.ts";

/** Where every relay listens. */
export const RELAY_PORT = 8080;

/** Of the part that it leads to, what a relay takes at most. */
export const RELAY_SIZE = { cpu: 0.02, memory_mb: 24 };

const CONNECTIONS = 64;
/** Seconds without a byte after which a connection is over. */
const IDLE = 3_600;

/**
 * What a relay runs: it passes connections from outside on to a part of one tenant, by the one name
 * of it that is nobody else's. The relay alone is in the network that all tenants share with the
 * entry, and none of the tenant's own code runs in it: so no tenant reaches another.
 */
export const relayProgram = (
  tenant: string,
  { part, port }: { part: string; port: number },
): string[] => [
  ...["socat", "-T", String(IDLE)],
  `TCP4-LISTEN:${RELAY_PORT},reuseaddr,fork,max-children=${CONNECTIONS}`,
  `TCP4:${serviceOf(tenant, part)}:${port}`,
];
