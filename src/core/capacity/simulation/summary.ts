import type { SimulatedDay, SimulationRecord } from "../../records/simulation.ts";
import { type Counts, TICK_MINUTES } from "./model.ts";

export type SimulationSummary = Omit<SimulationRecord, "platform" | "region">;

interface Ended {
  seed: number;
  users: number;
  days: readonly SimulatedDay[];
  workers: SimulationRecord["workers"];
  counts: Counts;
  /** Ticks that tenants have waited who wait still. */
  waiting: readonly number[];
}

export function summarise({
  seed,
  users,
  days,
  workers,
  counts,
  waiting,
}: Ended): SimulationSummary {
  const mean = (of: (day: SimulatedDay) => number): number =>
    days.reduce((sum, it) => sum + of(it), 0) / Math.max(1, days.length);
  const hours = (ticks: number): number => (ticks * TICK_MINUTES) / 60;
  return {
    ...{ seed, days: days.length, users, workers },
    cpu_used: mean((it) => it.cpu_used),
    memory_reserved: mean((it) => it.memory_reserved),
    pending_hours: hours(counts.waited),
    longest_pending_hours: hours(Math.max(counts.longestWait, ...waiting)),
    ...{ moves: counts.moves, hibernations: counts.hibernations, wakes: counts.wakes },
    ...{ owners_told: counts.told, workers_added: counts.added, workers_removed: counts.removed },
    ...{ cost_usd: counts.usd, cost_usd_per_day: counts.usd / Math.max(1, days.length) },
    by_day: days,
  };
}
