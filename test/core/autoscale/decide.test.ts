import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideScale,
  type PoolLimits,
  type PoolSample,
} from "../../../src/core/autoscale/decide.ts";
import { AUTOSCALE } from "../../../src/core/platform/defaults.ts";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const MINUTE = 60_000;
const worker = (name: string, tenants = 10, minutes = 600) => ({
  ...{ name, tenants, created_at: NOW - minutes * MINUTE },
});
const sample = (more: Partial<PoolSample> = {}): PoolSample => ({
  ...{ pool: "low", cpu: 0.5, memory: 0.5, calm_cpu: 0.6, calm_memory: 0.6 },
  ...{ tenants: 30, places: 300, pending: 0, changed_at: null },
  unsettled: null,
  workers: [worker("a"), worker("b", 5), worker("c")],
  ...more,
});
const limits = (more: Partial<PoolLimits> = {}): PoolLimits => ({
  ...{ min_workers: 0, max_workers: 10, whyKept: () => null },
  ...more,
});
const decide = (of: Partial<PoolSample>, bounds: Partial<PoolLimits> = {}) =>
  decideScale(sample(of), AUTOSCALE, limits(bounds), NOW);

describe("a worker is added", () => {
  test.each([
    ["processors over 70 %", { cpu: 0.71 }, "cpu is 71 %"],
    ["memory over 80 %", { memory: 0.81 }, "memory is 81 %"],
    ["places over 80 %", { tenants: 241 }, "tenants is 80 %"],
    ["a tenant that waits", { pending: 1 }, "pending is 1"],
  ])("for %s", (_title, of, reason) => {
    expect(decide(of)).toMatchObject({ action: "add", reason });
  });

  test("not at a threshold, and not above the most that there may be", () => {
    expect(decide({ cpu: 0.7, calm_cpu: 0.9 }).action).toBe("hold");
    expect(decide({ cpu: 0.9 }, { max_workers: 3 })).toMatchObject({
      action: "hold",
      reason: "cpu is 90 %, but it has its 3 workers",
    });
  });

  test("below the least number, whatever is measured", () => {
    expect(decide({ cpu: null, workers: [worker("a")] }, { min_workers: 2 }).action).toBe("add");
  });

  test("not while the pool rests, unless somebody waits", () => {
    const changed_at = NOW - 29 * MINUTE;
    expect(decide({ cpu: 0.9, changed_at })).toMatchObject({
      action: "hold",
      reason: "cpu is 90 %, but it was changed 29 minutes ago, and rests for 1 more",
    });
    expect(decide({ cpu: 0.9, changed_at: NOW - 30 * MINUTE }).action).toBe("add");
    expect(decide({ pending: 1, changed_at }).action).toBe("add");
  });

  test("to an empty pool for the first that waits", () => {
    const empty = { workers: [], tenants: 0, places: 0, cpu: null, memory: null, pending: 1 };
    expect(decide(empty).action).toBe("add");
    expect(decide({ ...empty, pending: 0 }).action).toBe("hold");
  });
});

describe("a worker is removed", () => {
  test("the emptiest that is old enough, when all holds without it for an hour", () => {
    expect(decide({})).toMatchObject({ action: "remove", worker: "b" });
    const young = [worker("a"), worker("b", 5, 119), worker("c", 7)];
    expect(decide({ workers: young })).toMatchObject({ action: "remove", worker: "c" });
  });

  test.each([
    ["the processors would not do", { calm_cpu: 0.71 }, "cpu without one would be 71 %"],
    ["the memory would not do", { calm_memory: 0.9 }, "memory without one would be 90 %"],
    ["the places would not do", { tenants: 170 }, "tenants without one would be 85 %"],
    ["an hour is not measured", { calm_cpu: null }, "cpu without one has no sample"],
    [
      "all are young",
      { workers: [worker("a", 1, 1), worker("b", 1, 1)] },
      "no worker is 120 minutes old",
    ],
    [
      "the pool rests",
      { changed_at: NOW - MINUTE },
      "it was changed 1 minutes ago, and rests for 29 more",
    ],
    ["it is the last", { workers: [worker("a")] }, "nothing asks for a change"],
  ])("not when %s", (_title, of, reason) => {
    expect(decide(of)).toMatchObject({ action: "hold", worker: null, reason });
  });

  test("not when its tenants find no places: the next one is looked at", () => {
    expect(decide({}, { whyKept: (name) => (name === "a" ? null : "full") })).toMatchObject({
      worker: "a",
    });
    expect(decide({}, { whyKept: () => "ada finds no place on the others" })).toMatchObject({
      action: "hold",
      reason: "no worker can go; b: ada finds no place on the others",
    });
  });

  test("not below the least number", () => {
    expect(decide({}, { min_workers: 3 }).action).toBe("hold");
  });
});

test("a missing sample holds, and is shown", () => {
  const found = decide({ cpu: null });
  expect(found).toMatchObject({ action: "hold", reason: "there is no sample of cpu" });
  expect(found.rules[0]).toMatchObject({ rule: "cpu", value: "no sample", asks: null });
});

test("after a removal, the same load does not ask for an addition", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      share,
      share,
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 2, max: 9 }),
      (cpu, memory, tenants, count) => {
        const workers = Array.from({ length: count }, (_, index) => worker(`w${index}`));
        const without = count / (count - 1);
        const before = { cpu, memory, calm_cpu: cpu * without, calm_memory: memory * without };
        const places = count * 40;
        const first = decide({ ...before, tenants, places, workers });
        if (first.action !== "remove") return;
        const rest = { workers: workers.slice(1), tenants, places: (count - 1) * 40 };
        const after = decide({ cpu: cpu * without, memory: memory * without, ...rest });
        expect(after.action).not.toBe("add");
      },
    ),
  );
});
