import type { Stage } from "../../hibernation/stage.ts";
import type { PlacementNode } from "../../placement/node.ts";
import type { Placer } from "../../placement/placer.ts";
import type { Platform } from "../../platform/schema.ts";

/** Ten minutes: the window of autoscaling, and how often it runs. */
export const TICK_MINUTES = 10;
export const TICKS_PER_DAY = (24 * 60) / TICK_MINUTES;
export const TICK_MS = TICK_MINUTES * 60_000;

export interface SimulatedWorker extends PlacementNode {
  /** Tick in which it was ordered. */
  ordered: number;
  residents: Set<SimulatedTenant>;
}

export interface SimulatedTenant {
  name: string;
  tierName: string;
  tier: Platform["tiers"][string];
  exchange: string | null;
  /** Used by its owner, so that its bots run. */
  isActive: boolean;
  /** Tick since which it is idle. */
  idleSince: number;
  stage: Stage;
  /** Where its data is; null: pending, or without a place yet. */
  worker: SimulatedWorker | null;
  /** What is reserved for it there. */
  cpu: number;
  memoryMb: number;
  /** Tick since which it waits for a place; null: it does not. */
  waitingSince: number | null;
  isGone: boolean;
}

export interface SimulatedPool {
  name: string;
  /** Of one worker: processors, and what of them may be reserved. */
  cpu: number;
  reservableCpu: number;
  memoryMb: number;
  maxTenants: number;
  usdPerMonth: number;
  minWorkers: number;
  maxWorkers: number;
  workers: SimulatedWorker[];
  /** Of these workers. */
  placer: Placer<SimulatedWorker>;
  /** Processors that its active tenants use. */
  cpuUsed: number;
  /** Those ordered that are not ready yet. */
  ordered: SimulatedWorker[];
  waiting: Set<SimulatedTenant>;
  /** Highest shares that would have been used with one worker less, tick by tick. */
  calm: { cpu: number[]; memory: number[] };
  changedAt: number | null;
  /** Workers made so far, for their names. */
  made: number;
}

/** What is counted in a run, from its start. */
export interface Counts {
  moves: number;
  hibernations: number;
  wakes: number;
  added: number;
  removed: number;
  told: number;
  /** Ticks that tenants waited for a place. */
  waited: number;
  longestWait: number;
  usd: number;
}
