import * as fc from "fast-check";
import { expect, test } from "vitest";
import { simulate, type SimulatedPlan } from "../../../../src/core/capacity/simulation/run.ts";
import type { Platform } from "../../../../src/core/platform/schema.ts";

const FREE: Platform["tiers"][string] = {
  ...{ users: 40, bots_per_user: 1, cpu: 0.5, memory_mb: 512, priority: "low", pool: "low" },
  ...{ idle: "sleeps", idle_days: 7 },
};
const PLATFORM: Platform = {
  ...{ version: 1, name: "bots" },
  load: {
    ...{ active_share: 0.2, headroom: 0, spare_servers: 0, kept_gb_per_user: 0 },
    bot: { cpu: [0.1, 0.2], memory_mb: [256, 512], disk_mb: 500, network_mbps: [1, 5] },
  },
  components: {
    postgres: { cpu: 0.5, memory_mb: 256 },
    bot: { cpu: 0.5, memory_mb: 256, stops: "bots" },
  },
  tiers: { free: FREE },
  pools: { low: { bundle: "x", max_tenants: 20 } },
  placement: { cpu_overcommit: 4 },
};
const PLANS: SimulatedPlan[] = [
  { pool: "low", workers: 2, cpu: 8, memoryMb: 16_384, usdPerMonth: 73 },
];
const run = (platform = PLATFORM, seed = 1, days = 30) =>
  simulate({ platform, plans: PLANS, seed, days });

test("the same seed gives the same run, and another one another", () => {
  expect(run()).toEqual(run());
  expect(run(PLATFORM, 2)).not.toEqual(run());
});

test("costs what the workers cost, hour by hour", () => {
  const { by_day: days, cost_usd: cost } = run(PLATFORM, 1, 1);
  expect(days).toHaveLength(1);
  const workers = days[0]?.workers ?? 0;
  const added = days[0]?.workers_added ?? 0;
  expect(workers).toBe(2 + added);
  // A worker is 0.1 USD an hour.
  expect(cost).toBeGreaterThanOrEqual(2 * 24 * 0.1 - 1e-9);
  expect(cost).toBeLessThanOrEqual(workers * 24 * 0.1 + 1e-9);
});

test("tenants fall asleep after their days, and wake", () => {
  const { by_day: days, hibernations, wakes } = run(PLATFORM, 1, 60);
  expect(days.slice(0, 6).every(({ asleep }) => asleep === 0)).toBe(true);
  expect(Math.max(...days.map(({ asleep }) => asleep))).toBeGreaterThan(5);
  expect(hibernations).toBeGreaterThan(wakes);
  expect(wakes).toBeGreaterThan(0);
});

test("without room tenants wait, and a worker is added for them", () => {
  const {
    workers,
    pending_hours: waited,
    longest_pending_hours: longest,
  } = run({
    ...PLATFORM,
    tiers: { free: { ...FREE, users: 100 } },
  });
  expect(workers.peak).toBeGreaterThanOrEqual(5);
  expect(waited).toBeGreaterThan(0);
  expect(longest).toBeLessThan(2);
  const stuck = run({
    ...PLATFORM,
    tiers: { free: { ...FREE, users: 100 } },
    pools: { low: { bundle: "x", max_tenants: 20, max_workers: 2 } },
  });
  expect(stuck.workers.peak).toBe(2);
  expect(stuck.longest_pending_hours).toBeGreaterThan(24 * 6);
});

test("whatever the numbers: nobody is lost, and no share passes all there is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      fc.integer({ min: 0, max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (seed, users, active_share) => {
        const { by_day: days } = run(
          {
            ...PLATFORM,
            load: { ...PLATFORM.load, active_share },
            tiers: { free: { ...FREE, users } },
          },
          seed,
          12,
        );
        for (const day of days) {
          expect(day.tenants).toBe(users);
          expect(day.memory_reserved).toBeLessThanOrEqual(1 + 1e-9);
          expect(day.active + day.asleep).toBeLessThanOrEqual(users + day.pending);
        }
      },
    ),
    { numRuns: 40 },
  );
});
