import type { Demand, TierDemand } from "../capacity/demand.ts";
import type { PoolPlan } from "../capacity/pools.ts";

/** One server, or several alike, of a variant. */
export interface VariantServers {
  role: string;
  /** A Lightsail plan, or a type of another service. */
  type: string;
  count: number;
  monthly_usd: number;
}

export interface CapacityVariant {
  variant: "single" | "cluster" | "kubernetes";
  /** Whether it holds the users; if not, `note` says what is in the way. */
  fits: boolean;
  note: string | null;
  servers: readonly VariantServers[];
  /** Costs beside servers. */
  lines: readonly { what: string; monthly_usd: number }[];
  monthly_usd: number;
  usd_per_user: number;
}

/** Something that does not agree with something else. */
export interface CapacityFinding {
  finding: string;
  why: string;
}

/** A figure that a document states, beside the computed one. */
export interface ClaimRecord {
  figure: string;
  claimed: string;
  computed: string;
  agrees: boolean;
}

/** `capacity plan` in JSON. */
export interface CapacityPlanRecord {
  platform: string;
  region: string;
  users: number;
  bots: number;
  active_users: number;
  full: Demand;
  active: Demand;
  tiers: readonly TierDemand[];
  pools: readonly PoolPlan[];
  variants: readonly CapacityVariant[];
  claims: readonly ClaimRecord[];
  findings: readonly CapacityFinding[];
}
