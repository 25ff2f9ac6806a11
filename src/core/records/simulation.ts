/** One day of a simulation; shares are means over it. */
export interface SimulatedDay {
  day: number;
  /** At its end. */
  workers: number;
  tenants: number;
  active: number;
  asleep: number;
  pending: number;
  cpu_used: number;
  memory_reserved: number;
  moves: number;
  workers_added: number;
  workers_removed: number;
  cost_usd: number;
}

/** `capacity simulate` in JSON. */
export interface SimulationRecord {
  platform: string;
  region: string;
  seed: number;
  days: number;
  users: number;
  workers: { start: number; end: number; peak: number };
  /** Means over all days, of what the workers have beside their headroom: processors used by active tenants, memory reserved. */
  cpu_used: number;
  memory_reserved: number;
  /** Hours that tenants waited for a place, all together. */
  pending_hours: number;
  longest_pending_hours: number;
  moves: number;
  hibernations: number;
  wakes: number;
  owners_told: number;
  workers_added: number;
  workers_removed: number;
  cost_usd: number;
  cost_usd_per_day: number;
  by_day: readonly SimulatedDay[];
}
