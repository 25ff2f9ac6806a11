/** A server that tenants may be placed on, with what is reserved there. */
export interface PlacementNode {
  name: string;
  pool: string;
  /** `drained`: no more are placed there. */
  state: "ready" | "drained" | "down";
  cpu: number;
  memory_mb: number;
  max_tenants: number;
  cpu_reserved: number;
  memory_reserved_mb: number;
  tenants: number;
  /** Bots by the exchange that sees them come from this node's address. */
  bots_by_exchange: Readonly<Record<string, number>>;
}

/** A tenant, as far as placing it goes. */
export interface PlacementTenant {
  name: string;
  pool: string;
  cpu: number;
  memory_mb: number;
  bots_by_exchange: Readonly<Record<string, number>>;
}

export interface PlacementLimits {
  /** Bots of one exchange behind one address, since exchanges limit by it; exchanges without a limit are not named. */
  bots_per_exchange: Readonly<Record<string, number>>;
}

export const NO_LIMITS: PlacementLimits = { bots_per_exchange: {} };
