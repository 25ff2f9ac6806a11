import { reservedShare, type Stage, STAGES } from "../../hibernation/stage.ts";
import { refusal } from "../../placement/filter.ts";
import type { PlacementLimits, PlacementTenant } from "../../placement/node.ts";
import { Placer } from "../../placement/placer.ts";
import type { Platform } from "../../platform/schema.ts";
import type { Counts, SimulatedPool, SimulatedTenant, SimulatedWorker } from "./model.ts";

type Sizes = Readonly<Record<Stage, { cpu: number; memory: number }>>;

/** Puts tenants on workers, moves and resizes them, and keeps what is reserved in step. */
export class Reservations {
  readonly #pools: ReadonlyMap<string, SimulatedPool>;
  readonly #limits: PlacementLimits;
  readonly #sizes: Sizes;
  readonly #counts: Counts;

  constructor(platform: Platform, pools: ReadonlyMap<string, SimulatedPool>, counts: Counts) {
    this.#pools = pools;
    this.#limits = { bots_per_exchange: platform.placement?.bots_per_exchange ?? {} };
    this.#sizes = Object.fromEntries(
      STAGES.map((stage) => [stage, reservedShare(stage, platform.components)]),
    ) as Record<Stage, { cpu: number; memory: number }>;
    this.#counts = counts;
  }

  poolOf(tenant: SimulatedTenant): SimulatedPool {
    return this.#pools.get(tenant.tier.pool) as SimulatedPool;
  }

  /** To be called when the pool has other workers than before. */
  setWorkers(pool: SimulatedPool, workers: SimulatedWorker[]): void {
    pool.workers = workers;
    pool.placer = new Placer(workers, this.#limits);
  }

  /** Whether it fits there in this stage, beside what it may have there already. */
  fits(tenant: SimulatedTenant, worker: SimulatedWorker, stage: Stage): boolean {
    return refusal(worker, this.#wanted(tenant, stage), this.#limits) === null;
  }

  /** Gives it a place in a stage, on the best of the workers; false: none has room, and it waits. */
  place(tenant: SimulatedTenant, stage: Stage, now: number): boolean {
    const pool = this.poolOf(tenant);
    const best = pool.placer.best(this.#wanted(tenant, stage));
    if (best === null) {
      tenant.waitingSince ??= now;
      pool.waiting.add(tenant);
      return false;
    }
    if (tenant.waitingSince !== null) {
      const waited = now - tenant.waitingSince;
      this.#counts.longestWait = Math.max(this.#counts.longestWait, waited);
      tenant.waitingSince = null;
    }
    pool.waiting.delete(tenant);
    this.#settle(tenant, best, stage);
    return true;
  }

  /** Takes its reservation away, and its place. */
  leave(tenant: SimulatedTenant): void {
    const { worker } = tenant;
    this.poolOf(tenant).waiting.delete(tenant);
    if (worker === null) return;
    worker.cpu_reserved -= tenant.cpu;
    worker.memory_reserved_mb -= tenant.memoryMb;
    worker.tenants -= 1;
    worker.residents.delete(tenant);
    this.#count(worker, tenant, -1);
    const pool = this.poolOf(tenant);
    if (tenant.isActive) pool.cpuUsed -= tenant.cpu;
    pool.placer.update(worker);
    Object.assign(tenant, { worker: null, cpu: 0, memoryMb: 0 });
  }

  /** To another stage: where it is if there is room, else elsewhere with its data. */
  change(tenant: SimulatedTenant, stage: Stage, now: number): boolean {
    const { worker } = tenant;
    if (worker === null) return this.place(tenant, stage, now);
    const before = { worker, stage: tenant.stage };
    this.leave(tenant);
    if (this.fits(tenant, worker, stage)) {
      this.#settle(tenant, worker, stage);
      return true;
    }
    if (this.place(tenant, stage, now)) {
      this.#counts.moves += 1;
      return true;
    }
    // Its data stays where it is while it waits.
    this.#settle(tenant, before.worker, before.stage);
    return false;
  }

  #settle(tenant: SimulatedTenant, worker: SimulatedWorker, stage: Stage): void {
    const { cpu, memory_mb: memory } = this.#wanted(tenant, stage);
    worker.cpu_reserved += cpu;
    worker.memory_reserved_mb += memory;
    worker.tenants += 1;
    worker.residents.add(tenant);
    this.#count(worker, tenant, 1);
    Object.assign(tenant, { worker, stage, cpu, memoryMb: memory });
    const pool = this.poolOf(tenant);
    if (tenant.isActive) pool.cpuUsed += cpu;
    pool.placer.update(worker);
  }

  #count(worker: SimulatedWorker, { exchange, tier }: SimulatedTenant, sign: 1 | -1): void {
    if (exchange === null) return;
    const bots = worker.bots_by_exchange as Record<string, number>;
    bots[exchange] = (bots[exchange] ?? 0) + sign * tier.bots_per_user;
  }

  #wanted(tenant: SimulatedTenant, stage: Stage): PlacementTenant {
    const { name, tier, exchange } = tenant;
    const share = this.#sizes[stage];
    return {
      ...{ name, pool: tier.pool, cpu: tier.cpu * share.cpu },
      memory_mb: tier.memory_mb * share.memory,
      bots_by_exchange: exchange === null ? {} : { [exchange]: tier.bots_per_user },
    };
  }
}
