import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusal } from "../../../src/core/placement/filter.ts";
import {
  NO_LIMITS,
  type PlacementNode,
  type PlacementTenant,
} from "../../../src/core/placement/node.ts";
import { place, released, reserved } from "../../../src/core/placement/place.ts";
import { Placer } from "../../../src/core/placement/placer.ts";
import { scoreOf, totalOf } from "../../../src/core/placement/score.ts";

const node = (name: string, more: Partial<PlacementNode> = {}): PlacementNode => ({
  ...{ name, pool: "low", state: "ready", cpu: 32, memory_mb: 131_072, max_tenants: 100 },
  ...{ cpu_reserved: 0, memory_reserved_mb: 0, tenants: 0, bots_by_exchange: {} },
  ...more,
});
const tenant = (more: Partial<PlacementTenant> = {}): PlacementTenant => ({
  ...{ name: "t", pool: "low", cpu: 0.5, memory_mb: 512, bots_by_exchange: {} },
  ...more,
});

describe("the score", () => {
  test("is the document's: 0.4 of processors, 0.4 of memory, 0.2 of tenants", () => {
    const half = node("a", { cpu_reserved: 16, memory_reserved_mb: 32_768, tenants: 10 });
    expect(scoreOf(half)).toMatchObject({ cpu: 0.2, memory: 0.1, tenants: 0.02 });
    expect(scoreOf(half).total).toBeCloseTo(0.32, 12);
    expect(totalOf(half)).toBeCloseTo(0.32, 12);
  });
});

describe("placing", () => {
  test("takes the lowest score, and of equal ones the first name", () => {
    const nodes = [node("c"), node("b", { tenants: 1 }), node("a", { cpu_reserved: 1 }), node("d")];
    const found = place(tenant(), nodes);
    expect(found.node).toBe("c");
    expect(found.candidates.map((it) => it.node)).toEqual(["c", "d", "b", "a"]);
    expect(new Placer(nodes, NO_LIMITS).best(tenant())?.name).toBe("c");
  });

  test.each([
    ["another pool", { pool: "premium" }, {}, "it is of pool premium, not low"],
    ["drained", { state: "drained" as const }, {}, "it is drained"],
    ["down", { state: "down" as const }, {}, "it is down"],
    ["full", { tenants: 100 }, {}, "it has its 100 tenants"],
    ["no memory", { memory_reserved_mb: 131_000 }, {}, "72 MB of memory are free, not 512"],
    ["no processor", { cpu_reserved: 31.6 }, {}, "0.4 CPU are free, not 0.5"],
    [
      "a crowded exchange",
      { bots_by_exchange: { binance: 9 } },
      { bots_by_exchange: { binance: 2 } },
      "9 bots of binance use its address, and 10 may",
    ],
  ])("%s is left out, with why", (_title, of, wanted, why) => {
    const limits = { bots_per_exchange: { binance: 10 } };
    const found = place(tenant(wanted), [node("a", of)], limits);
    expect(found.node).toBeNull();
    expect(found.candidates).toMatchObject([{ node: "a", refused: why }]);
  });

  test("sums of decimals leave no crumb: ten of 0.1 fill one processor", () => {
    let full = node("a", { cpu: 1 });
    const small = tenant({ cpu: 0.1, memory_mb: 1 });
    for (let index = 0; index < 10; index += 1) {
      expect(refusal(full, small, { bots_per_exchange: {} })).toBeNull();
      full = reserved(full, small);
    }
    expect(refusal(full, small, { bots_per_exchange: {} })).not.toBeNull();
  });

  test("an exchange called constructor has a limit of its own only", () => {
    const odd = tenant({ bots_by_exchange: { constructor: 1 } });
    expect(place(odd, [node("a")]).node).toBe("a");
  });
});

const anyTenant = fc.record({
  name: fc.constant("t"),
  pool: fc.constantFrom("low", "mid"),
  cpu: fc.constantFrom(0.1, 0.5, 1, 2, 4),
  memory_mb: fc.integer({ min: 64, max: 4096 }),
  bots_by_exchange: fc.dictionary(fc.constantFrom("x", "y"), fc.integer({ min: 0, max: 5 })),
});
const limits = { bots_per_exchange: { x: 12 } };
const fleet = (): PlacementNode[] => [
  ...["a", "b", "c"].map((name) => node(name, { cpu: 8, memory_mb: 16_384, max_tenants: 9 })),
  node("m", { pool: "mid", cpu: 4, memory_mb: 8192, max_tenants: 5 }),
];

function placeAll(tenants: readonly PlacementTenant[]) {
  let nodes = fleet();
  const at: (string | null)[] = [];
  for (const it of tenants) {
    const { node: name } = place(it, nodes, limits);
    at.push(name);
    nodes = nodes.map((one) => (one.name === name ? reserved(one, it) : one));
  }
  return { nodes, at };
}

describe("whatever comes", () => {
  test("nothing is overcommitted, and no limit passed", () => {
    fc.assert(
      fc.property(fc.array(anyTenant, { maxLength: 60 }), (tenants) => {
        for (const it of placeAll(tenants).nodes) {
          expect(it.memory_reserved_mb).toBeLessThanOrEqual(it.memory_mb);
          expect(it.cpu_reserved).toBeLessThanOrEqual(it.cpu + 1e-6);
          expect(it.tenants).toBeLessThanOrEqual(it.max_tenants);
          expect(it.bots_by_exchange["x"] ?? 0).toBeLessThanOrEqual(12);
        }
      }),
    );
  });

  test("the same tenants go to the same nodes, in whatever order the nodes are told", () => {
    fc.assert(
      fc.property(fc.array(anyTenant, { maxLength: 40 }), anyTenant, (tenants, next) => {
        const { nodes, at } = placeAll(tenants);
        expect(placeAll(tenants).at).toEqual(at);
        expect(place(next, nodes.toReversed(), limits).node).toBe(place(next, nodes, limits).node);
        expect(new Placer(nodes, limits).best(next)?.name ?? null).toBe(
          place(next, nodes, limits).node,
        );
      }),
    );
  });

  test("many placements decide as each by itself", () => {
    fc.assert(
      fc.property(fc.array(anyTenant, { maxLength: 60 }), (tenants) => {
        const nodes = fleet().toReversed();
        const placer = new Placer(nodes, limits);
        const at = tenants.map((it) => {
          const best = placer.best(it);
          if (best === null) return null;
          Object.assign(best, reserved(best, it));
          placer.update(best);
          return best.name;
        });
        expect(at).toEqual(placeAll(tenants).at);
      }),
    );
  });

  test("a pending tenant is one that no node had room for", () => {
    fc.assert(
      fc.property(fc.array(anyTenant, { maxLength: 60 }), anyTenant, (tenants, next) => {
        const { nodes } = placeAll(tenants);
        const { node: found } = place(next, nodes, limits);
        const fitting = nodes.filter((it) => refusal(it, next, limits) === null);
        expect(found === null).toBe(fitting.length === 0);
      }),
    );
  });

  test("moving a tenant away gives back exactly what it had", () => {
    fc.assert(
      fc.property(fc.array(anyTenant, { maxLength: 20 }), anyTenant, (tenants, moved) => {
        for (const before of placeAll(tenants).nodes) {
          const after = released(reserved(before, moved), moved);
          expect(after.memory_reserved_mb).toBe(before.memory_reserved_mb);
          expect(after.tenants).toBe(before.tenants);
          expect(after.cpu_reserved).toBeCloseTo(before.cpu_reserved, 9);
        }
      }),
    );
  });
});
