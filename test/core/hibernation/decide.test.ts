import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideSleep, type IdleTenant } from "../../../src/core/hibernation/decide.ts";
import { isDeeper, reservedShare, runningIn, STAGES } from "../../../src/core/hibernation/stage.ts";
import { HIBERNATION } from "../../../src/core/platform/defaults.ts";
import type { Platform } from "../../../src/core/platform/schema.ts";

type Tier = Platform["tiers"][string];
const tier = (more: Partial<Tier>): Tier => ({
  ...{ users: 1, bots_per_user: 1, cpu: 0.5, memory_mb: 512, priority: "low", pool: "low" },
  ...more,
});
const FREE = tier({ idle: "sleeps", idle_days: 7 });
const BASIC = tier({ idle: "sleeps", idle_days: 14 });
const PRO = tier({ idle: "is told", idle_days: 30 });
const PREMIUM = tier({ idle: "stays" });
const idle = (days: number | null, more: Partial<IdleTenant> = {}): IdleTenant => ({
  ...{ tenant: "t", stage: "awake", idle_days: days, veto: null },
  ...more,
});
const decide = (it: IdleTenant, of: Tier) => decideSleep(it, of, HIBERNATION);

const COMPONENTS: Platform["components"] = {
  postgres: { cpu: 0.2, memory_mb: 256 },
  redis: { cpu: 0.1, memory_mb: 128, stops: "interface" },
  hummingbot: { cpu: 0.4, memory_mb: 512, stops: "bots" },
  dashboard: { cpu: 0.15, memory_mb: 256, stops: "interface" },
  monitoring: { cpu: 0.05, memory_mb: 64, stops: "rest" },
};

describe("the document's table", () => {
  test.each([
    ["free", FREE, 6.9, "awake"],
    ["free", FREE, 7, "bots"],
    ["free", FREE, 14, "interface"],
    ["free", FREE, 30, "rest"],
    ["basic", BASIC, 7, "awake"],
    ["basic", BASIC, 14, "interface"],
    ["basic", BASIC, 30, "rest"],
    ["pro", PRO, 400, "awake"],
    ["premium", PREMIUM, 400, "awake"],
  ] as const)("%s, %f days idle: %s", (_name, of, days, stage) => {
    expect(decide(idle(days), of)).toMatchObject({ from: "awake", to: stage });
  });

  test("a pro tenant's owner is told at 30 days, and nobody else's", () => {
    expect(decide(idle(29), PRO).tell).toBe(false);
    expect(decide(idle(30), PRO)).toMatchObject({ tell: true, to: "awake" });
    expect(decide(idle(400), PREMIUM).tell).toBe(false);
    expect(decide(idle(400), FREE).tell).toBe(false);
  });
});

test("what nothing measures is not idle", () => {
  expect(decide(idle(null), FREE)).toMatchObject({
    to: "awake",
    reason: expect.stringContaining("not measured") as string,
  });
});

test("open orders keep a tenant awake, but do not wake one", () => {
  const veto = "2 orders are open";
  expect(decide(idle(40, { veto }), FREE)).toMatchObject({
    to: "awake",
    reason: expect.stringContaining(veto) as string,
  });
  expect(decide(idle(40, { veto, stage: "bots" }), FREE).to).toBe("rest");
});

test("it never wakes, and deeper sleep only follows longer idleness", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 60, noNaN: true }),
      fc.double({ min: 0, max: 60, noNaN: true }),
      fc.constantFrom(...STAGES),
      fc.constantFrom(FREE, BASIC, PRO, PREMIUM),
      (one, other, stage, of) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const first = decide(idle(less, { stage }), of);
        expect(isDeeper(stage, first.to)).toBe(false);
        expect(isDeeper(first.to, decide(idle(more, { stage }), of).to)).toBe(false);
      },
    ),
  );
});

describe("stages", () => {
  test("stop the bots, then dashboard and Redis, then all but the database", () => {
    expect(runningIn("awake", COMPONENTS)).toHaveLength(5);
    expect(runningIn("bots", COMPONENTS)).toEqual(["postgres", "redis", "dashboard", "monitoring"]);
    expect(runningIn("interface", COMPONENTS)).toEqual(["postgres", "monitoring"]);
    expect(runningIn("rest", COMPONENTS)).toEqual(["postgres"]);
  });

  test("reserve the share of what runs", () => {
    expect(reservedShare("awake", COMPONENTS)).toEqual({ cpu: 1, memory: 1 });
    expect(reservedShare("rest", COMPONENTS).memory).toBeCloseTo(256 / 1216, 12);
    expect(reservedShare("bots", COMPONENTS).cpu).toBeCloseTo(0.5 / 0.9, 12);
  });
});
