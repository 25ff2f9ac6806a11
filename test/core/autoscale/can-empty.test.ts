import { describe, expect, test } from "vitest";
import { whyNotEmptied } from "../../../src/core/autoscale/can-empty.ts";
import { waitingByPool } from "../../../src/core/autoscale/waiting.ts";
import { nextName } from "../../../src/core/autoscale/worker-name.ts";
import type { EngineNode, EngineTenant } from "../../../src/core/contracts/tenant-engine.ts";
import { type Platform, platformSchema } from "../../../src/core/platform/schema.ts";
import { placementNodes } from "../../../src/core/tenants/placing.ts";
import { testPlatform } from "../../helpers/swarm.ts";

const base: Platform = platformSchema.parse(testPlatform("/srv/tenants"));
const [POOL = ""] = [base.tiers["free"]?.pool];
const platform: Platform = {
  ...base,
  load: { ...base.load, headroom: 0 },
  tiers: { ...base.tiers, free: { ...base.tiers["free"], memory_mb: 100, cpu: 0.1 } as never },
  pools: { ...base.pools, [POOL]: { bundle: "x", max_tenants: 10 } },
};

const node = (name: string, memory_mb = 300, more: Partial<EngineNode> = {}): EngineNode => ({
  ...{ id: `id-${name}`, name, pool: POOL, state: "ready", address: null, is_manager: false },
  ...{ cpu: 8, memory_mb, joined_at: null },
  ...more,
});
const tenant = (name: string, on: string, more: Partial<EngineTenant> = {}): EngineTenant => ({
  ...{ name, tier: "free", stage: "awake", bots_by_exchange: {}, move: null, is_leaving: false },
  ...{ restore: null, is_new: false, lost: [] },
  parts: [{ name: "bot", wanted: true, healthy: true, node: `id-${on}`, volumes: [] }],
  ...more,
});
const A = node("a");
const why = (tenants: EngineTenant[], others: EngineNode[], worker = A) =>
  whyNotEmptied(worker, [worker, ...others], tenants, platform);

describe("a drain on paper", () => {
  test("finds each a place beside those before it", () => {
    const there = ["x", "y", "z"].map((name) => tenant(name, "a"));
    expect(why(there, [node("b"), node("c", 100)])).toBeNull();
    expect(why(there, [node("b", 200), node("c", 100)])).toBeNull();
    expect(why(there, [node("b", 200)])).toBe("z finds no place on the others");
    expect(why([...there, tenant("w", "b")], [node("b")])).toBe("z finds no place on the others");
    expect(why([], [])).toBeNull();
  });

  test("counts no server that is down or drained, or of another pool", () => {
    for (const more of [{ state: "down" }, { state: "drained" }, { pool: "premium" }] as const) {
      expect(why([tenant("x", "a")], [node("b", 900, more)])).toContain("finds no place");
    }
  });

  test.each([
    ["a manager", node("a", 300, { is_manager: true }), "it is a manager of the Swarm"],
    ["a node that is down", node("a", 300, { state: "down" }), "it is down"],
  ])("never of %s", (_title, worker, reason) => {
    expect(why([], [node("b")], worker)).toBe(reason);
  });

  test.each<[string, Partial<EngineTenant>, string | null]>([
    ["comes", { move: { from: "id-b", to: "id-a" } }, "x is on its way to it"],
    ["goes already", { move: { from: "id-a", to: "id-b" } }, null],
    ["is being restored", { restore: { from: "id-a", to: "id-a" } }, "x is being restored"],
    ["is being made", { is_new: true }, "x is being made"],
    ["is being destroyed", { is_leaving: true }, "x is being destroyed"],
    ["has no tier", { tier: "gone" }, "x is of tier gone, which the platform's file has not"],
  ])("of a tenant that %s", (_title, more, reason) => {
    expect(why([tenant("x", "a", more)], [node("b")])).toBe(reason);
  });
});

describe("tenants that wait for one more worker", () => {
  const waiting = (count: number, nodes: EngineNode[], tenants: EngineTenant[] = []) =>
    waitingByPool(
      Array.from({ length: count }, (_, index) => ({
        ...{ name: `w${index}`, tier: "free", bots_by_exchange: {} },
      })),
      placementNodes(nodes, tenants, platform),
      platform,
    ).get(POOL);

  test("are those without a place that would fit an empty one", () => {
    expect(waiting(2, [node("a", 200)])).toBeUndefined();
    expect(waiting(3, [node("a", 200)])).toBe(1);
    expect(waiting(1, [node("a", 200)], [tenant("x", "a"), tenant("y", "a")])).toBe(1);
    expect(waiting(2, [])).toBe(2);
    expect(waiting(2, [node("a", 99)])).toBeUndefined();
    expect(waiting(1, [node("a", 200, { state: "down" })])).toBe(1);
  });
});

test("the next name is above all numbers in use", () => {
  expect(nextName("low", [])).toBe("worker-low-1");
  const names = ["worker-low-2", "worker-low-10", "worker-lower-99", "worker-low-x", "low-77"];
  expect(nextName("low", names)).toBe("worker-low-11");
});
