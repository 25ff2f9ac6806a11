import { decideScale, type PoolSample } from "../../autoscale/decide.ts";
import type { Platform } from "../../platform/schema.ts";
import {
  type Counts,
  type SimulatedPool,
  type SimulatedWorker,
  TICK_MINUTES,
  TICK_MS,
} from "./model.ts";
import type { Reservations } from "./reservation.ts";

type Thresholds = NonNullable<Platform["autoscale"]>;

/** Autoscaling's own decision, carried out on simulated workers. */
export function scale(
  pool: SimulatedPool,
  thresholds: Thresholds,
  reservations: Reservations,
  counts: Counts,
  tick: number,
): void {
  const used = usage(pool);
  remember(pool, used, Math.ceil(thresholds.calm_minutes / TICK_MINUTES));
  const calm = (values: readonly number[]): number | null =>
    values.length * TICK_MINUTES < thresholds.calm_minutes ? null : Math.max(...values);
  const sample: PoolSample = {
    ...{ pool: pool.name, cpu: used.cpu, memory: used.memory },
    ...{ calm_cpu: calm(pool.calm.cpu), calm_memory: calm(pool.calm.memory) },
    tenants: pool.workers.reduce((sum, it) => sum + it.tenants, 0),
    places: pool.workers.length * pool.maxTenants,
    // For those that wait while a worker is on its way, none more is needed yet.
    pending: pool.ordered.length > 0 ? 0 : pool.waiting.size,
    workers: pool.workers.map(({ name, ordered, tenants }) => ({
      ...{ name, tenants, created_at: ordered * TICK_MS },
    })),
    changed_at: pool.changedAt === null ? null : pool.changedAt * TICK_MS,
    unsettled: null,
  };
  const limits = {
    ...{ min_workers: pool.minWorkers, max_workers: pool.maxWorkers - pool.ordered.length },
    whyKept: (name: string) =>
      canEmpty(pool, name) ? null : "its tenants find no places on the others",
  };
  const { action, worker } = decideScale(sample, thresholds, limits, tick * TICK_MS);
  if (action === "add") {
    order(pool, tick);
    counts.added += 1;
  }
  const leaving = pool.workers.find(({ name }) => name === worker);
  if (action === "remove" && leaving !== undefined && drain(leaving, reservations, counts, tick)) {
    reservations.setWorkers(
      pool,
      pool.workers.filter((it) => it !== leaving),
    );
    pool.changedAt = tick;
    counts.removed += 1;
  }
}

/** A worker that is there with the next tick. */
export function order(pool: SimulatedPool, tick: number): SimulatedWorker {
  pool.made += 1;
  const worker: SimulatedWorker = {
    ...{ name: `${pool.name}-${String(pool.made).padStart(5, "0")}`, pool: pool.name },
    ...{
      state: "ready",
      cpu: pool.reservableCpu,
      memory_mb: pool.memoryMb,
      max_tenants: pool.maxTenants,
    },
    ...{ cpu_reserved: 0, memory_reserved_mb: 0, tenants: 0, bots_by_exchange: {} },
    ...{ ordered: tick, residents: new Set() },
  };
  pool.ordered.push(worker);
  pool.changedAt = tick;
  return worker;
}

/** Of all that the pool's workers have, what active tenants use and what is reserved of memory. */
function usage(pool: SimulatedPool): { cpu: number | null; memory: number | null } {
  const all = pool.workers.length;
  if (all === 0) return { cpu: null, memory: null };
  const memory = pool.workers.reduce((total, it) => total + it.memory_reserved_mb, 0);
  return { cpu: pool.cpuUsed / (all * pool.cpu), memory: memory / (all * pool.memoryMb) };
}

/** The same of several pools together, by their workers. */
export function usageOfAll(pools: readonly SimulatedPool[]): { cpu: number; memory: number } {
  let [cpu, memory, workers] = [0, 0, 0];
  for (const pool of pools) {
    const used = usage(pool);
    cpu += (used.cpu ?? 0) * pool.workers.length;
    memory += (used.memory ?? 0) * pool.workers.length;
    workers += pool.workers.length;
  }
  return { cpu: cpu / Math.max(1, workers), memory: memory / Math.max(1, workers) };
}

function remember(pool: SimulatedPool, used: ReturnType<typeof usage>, most: number): void {
  const all = pool.workers.length;
  for (const key of ["cpu", "memory"] as const) {
    const value = used[key];
    const values = pool.calm[key];
    if (value === null || all < 2) values.length = 0;
    else values.push((value * all) / (all - 1));
    if (values.length > most) values.shift();
  }
}

/** By sums: what is left over on the others. The drain itself finds out whether it was enough. */
function canEmpty(pool: SimulatedPool, name: string): boolean {
  const leaving = pool.workers.find((it) => it.name === name);
  if (leaving === undefined) return false;
  const others = pool.workers.filter((it) => it !== leaving);
  const free = (of: (worker: SimulatedWorker) => number): number =>
    others.reduce((sum, it) => sum + of(it), 0);
  return (
    free((it) => it.max_tenants - it.tenants) >= leaving.tenants &&
    free((it) => it.memory_mb - it.memory_reserved_mb) >= leaving.memory_reserved_mb &&
    free((it) => it.cpu - it.cpu_reserved) >= leaving.cpu_reserved
  );
}

/** Moves its tenants one by one; false: one found no place, and the worker stays. */
function drain(
  worker: SimulatedWorker,
  reservations: Reservations,
  counts: Counts,
  tick: number,
): boolean {
  worker.state = "drained";
  for (const tenant of worker.residents) {
    const { stage } = tenant;
    reservations.leave(tenant);
    if (reservations.place(tenant, stage, tick)) {
      counts.moves += 1;
      continue;
    }
    // Nothing was stopped yet: it stays where it is.
    worker.state = "ready";
    reservations.place(tenant, stage, tick);
    return false;
  }
  return true;
}
