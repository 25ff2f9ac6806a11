import { decideSleep } from "../../hibernation/decide.ts";
import { AUTOSCALE, HIBERNATION, SIMULATION } from "../../platform/defaults.ts";
import { NO_LIMITS } from "../../placement/node.ts";
import { Placer } from "../../placement/placer.ts";
import type { Platform } from "../../platform/schema.ts";
import type { SimulatedDay } from "../../records/simulation.ts";
import {
  type Counts,
  type SimulatedPool,
  type SimulatedTenant,
  type SimulatedWorker,
  TICK_MINUTES,
  TICKS_PER_DAY,
} from "./model.ts";
import { type Random, seeded } from "./random.ts";
import { Reservations } from "./reservation.ts";
import { order, scale, usageOfAll } from "./scaling.ts";
import { type SimulationSummary, summarise } from "./summary.ts";

export interface SimulatedPlan {
  pool: string;
  /** Workers at the start. */
  workers: number;
  cpu: number;
  memoryMb: number;
  usdPerMonth: number;
}

export interface SimulationInput {
  platform: Platform;
  plans: readonly SimulatedPlan[];
  seed: number;
  days: number;
}

const HOURS_PER_MONTH = 730;
const DAYS_PER_MONTH = 30;

/** Tenants come, are used, fall idle, sleep and come back; workers follow. The same seed gives the same run. */
export function simulate(input: SimulationInput): SimulationSummary {
  const run = new Simulation(input);
  const days: SimulatedDay[] = [];
  for (let day = 0; day < input.days; day += 1) days.push(run.day(day));
  return run.result(days);
}

class Simulation {
  readonly #platform: Platform;
  readonly #seed: number;
  readonly #random: Random;
  readonly #settings: NonNullable<Platform["simulation"]>;
  readonly #pools = new Map<string, SimulatedPool>();
  readonly #tenants = new Set<SimulatedTenant>();
  readonly #reservations: Reservations;
  /** Whose use begins or ends, by tick. */
  readonly #changes = new Map<number, SimulatedTenant[]>();
  readonly #counts: Counts = {
    ...{ moves: 0, hibernations: 0, wakes: 0, added: 0, removed: 0, told: 0 },
    ...{ waited: 0, longestWait: 0, usd: 0 },
  };
  readonly #start: number;
  #peak = 0;
  #named = 0;

  constructor({ platform, plans, seed }: SimulationInput) {
    this.#platform = platform;
    this.#seed = seed;
    this.#random = seeded(seed);
    this.#settings = platform.simulation ?? SIMULATION;
    for (const it of plans) this.#pools.set(it.pool, this.#poolOf(it));
    this.#reservations = new Reservations(platform, this.#pools, this.#counts);
    for (const pool of this.#pools.values()) this.#receive(pool);
    this.#start = this.#workers();
    for (const [tier, { users }] of Object.entries(platform.tiers)) {
      for (let index = 0; index < users; index += 1) this.#arrive(tier, 0);
    }
  }

  day(day: number): SimulatedDay {
    const before = { ...this.#counts };
    let [cpu, memory] = [0, 0];
    for (let tick = day * TICKS_PER_DAY; tick < (day + 1) * TICKS_PER_DAY; tick += 1) {
      this.#tick(tick);
      const used = usageOfAll([...this.#pools.values()]);
      cpu += used.cpu / TICKS_PER_DAY;
      memory += used.memory / TICKS_PER_DAY;
    }
    this.#sleep((day + 1) * TICKS_PER_DAY);
    this.#churn((day + 1) * TICKS_PER_DAY);
    const tenants = [...this.#tenants];
    const counts = this.#counts;
    return {
      ...{ day: day + 1, workers: this.#workers(), tenants: tenants.length },
      active: tenants.filter((it) => it.isActive).length,
      asleep: tenants.filter((it) => it.stage !== "awake").length,
      pending: tenants.filter((it) => it.waitingSince !== null).length,
      ...{ cpu_used: cpu, memory_reserved: memory },
      moves: counts.moves - before.moves,
      workers_added: counts.added - before.added,
      workers_removed: counts.removed - before.removed,
      cost_usd: counts.usd - before.usd,
    };
  }

  result(days: readonly SimulatedDay[]): SimulationSummary {
    const waiting = [...this.#tenants].flatMap(({ waitingSince: since }) =>
      since === null ? [] : [days.length * TICKS_PER_DAY - since],
    );
    return summarise({
      ...{ seed: this.#seed, users: this.#tenants.size, days, counts: this.#counts, waiting },
      workers: { start: this.#start, end: this.#workers(), peak: this.#peak },
    });
  }

  #poolOf({ pool, workers, cpu, memoryMb, usdPerMonth }: SimulatedPlan): SimulatedPool {
    const settings = this.#platform.pools[pool];
    const left = 1 - this.#platform.load.headroom;
    const times = this.#platform.placement?.cpu_overcommit ?? 1;
    const made: SimulatedPool = {
      ...{ name: pool, cpu: cpu * left, memoryMb: memoryMb * left, usdPerMonth },
      ...{ reservableCpu: cpu * left * times, cpuUsed: 0 },
      maxTenants: settings?.max_tenants ?? 0,
      minWorkers: settings?.min_workers ?? 0,
      maxWorkers: settings?.max_workers ?? Infinity,
      ...{
        workers: [],
        placer: new Placer<SimulatedWorker>([], NO_LIMITS),
        ordered: [],
        waiting: new Set(),
        calm: { cpu: [], memory: [] },
      },
      ...{ changedAt: null, made: 0 },
    };
    for (let index = 0; index < workers; index += 1) order(made, 0);
    return made;
  }

  #receive(pool: SimulatedPool): void {
    if (pool.ordered.length === 0) return;
    this.#reservations.setWorkers(pool, [...pool.workers, ...pool.ordered]);
    pool.ordered = [];
  }

  #tick(tick: number): void {
    const thresholds = this.#platform.autoscale ?? AUTOSCALE;
    for (const pool of this.#pools.values()) this.#receive(pool);
    for (const pool of this.#pools.values()) this.#retry(pool, tick);
    for (const tenant of this.#changes.get(tick) ?? []) {
      if (!tenant.isGone) this.#turn(tenant, tick);
    }
    this.#changes.delete(tick);
    for (const pool of this.#pools.values()) {
      scale(pool, thresholds, this.#reservations, this.#counts, tick);
      const paid = pool.workers.length + pool.ordered.length;
      this.#counts.usd += (paid * pool.usdPerMonth * (TICK_MINUTES / 60)) / HOURS_PER_MONTH;
      this.#counts.waited += pool.waiting.size;
    }
    this.#peak = Math.max(this.#peak, this.#workers());
  }

  /** Those that wait, in their order; of several alike, none after one that found no place. */
  #retry(pool: SimulatedPool, tick: number): void {
    const without = new Set<string>();
    for (const tenant of pool.waiting) {
      const kind = `${tenant.tierName} ${tenant.exchange ?? ""}`;
      if (without.has(kind)) continue;
      if (!this.#awake(tenant, tick)) without.add(kind);
    }
  }

  #awake(tenant: SimulatedTenant, tick: number): boolean {
    const slept = tenant.stage !== "awake";
    const found = this.#reservations.change(tenant, "awake", tick);
    if (found && slept) this.#counts.wakes += 1;
    return found;
  }

  /** Its use begins, or ends. */
  #turn(tenant: SimulatedTenant, tick: number): void {
    tenant.isActive = !tenant.isActive;
    this.#reservations.poolOf(tenant).cpuUsed += tenant.isActive ? tenant.cpu : -tenant.cpu;
    this.#plan(tenant, tick);
    if (!tenant.isActive) {
      tenant.idleSince = tick;
      return;
    }
    if (tenant.stage !== "awake") this.#awake(tenant, tick);
  }

  #plan(tenant: SimulatedTenant, tick: number): void {
    const { active_days: active } = this.#settings;
    const share = Math.min(0.99, Math.max(0.01, this.#platform.load.active_share));
    const mean = tenant.isActive ? active : (active * (1 - share)) / share;
    const at = tick + Math.max(1, Math.round(this.#random.exponential(mean) * TICKS_PER_DAY));
    const there = this.#changes.get(at);
    if (there === undefined) this.#changes.set(at, [tenant]);
    else there.push(tenant);
  }

  #arrive(tierName: string, tick: number): void {
    const tier = this.#platform.tiers[tierName];
    if (tier === undefined) return;
    this.#named += 1;
    const exchanges = Object.keys(this.#platform.placement?.bots_per_exchange ?? {});
    const tenant: SimulatedTenant = {
      ...{ name: `t${this.#named}`, tierName, tier, stage: "awake", worker: null },
      // As many trade somewhere else, where no limit is known.
      exchange: this.#random.pick([...exchanges, null]) ?? null,
      isActive: this.#random.next() < this.#platform.load.active_share,
      ...{ idleSince: tick, cpu: 0, memoryMb: 0, waitingSince: null, isGone: false },
    };
    this.#tenants.add(tenant);
    this.#plan(tenant, tick);
    this.#reservations.place(tenant, "awake", tick);
  }

  #sleep(tick: number): void {
    const hibernation = this.#platform.hibernation ?? HIBERNATION;
    for (const tenant of this.#tenants) {
      if (tenant.isActive || tenant.worker === null) continue;
      const idle_days = (tick - tenant.idleSince) / TICKS_PER_DAY;
      const { name, stage, tier } = tenant;
      const decision = decideSleep(
        { tenant: name, stage, idle_days, veto: null },
        tier,
        hibernation,
      );
      if (decision.tell) this.#counts.told += 1;
      if (decision.to === stage) continue;
      this.#reservations.change(tenant, decision.to, tick);
      this.#counts.hibernations += 1;
    }
  }

  /** As many come as go, each day. */
  #churn(tick: number): void {
    const share = this.#settings.churn_per_month / DAYS_PER_MONTH;
    const going = [...this.#tenants].filter(() => this.#random.next() < share);
    for (const tenant of going) {
      tenant.isGone = true;
      this.#reservations.leave(tenant);
      this.#tenants.delete(tenant);
      this.#arrive(tenant.tierName, tick);
    }
  }

  #workers = (): number =>
    [...this.#pools.values()].reduce((sum, it) => sum + it.workers.length + it.ordered.length, 0);
}
