import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseChange, type PoolState } from "../../../src/core/autoscale/choose.ts";
import { decideScale, type PoolSample } from "../../../src/core/autoscale/decide.ts";
import type { EngineNode } from "../../../src/core/contracts/tenant-engine.ts";
import { AUTOSCALE } from "../../../src/core/platform/defaults.ts";
import { server } from "./servers.ts";

const NOW = Date.parse("2026-11-29T12:00:00Z");

const nodeOf = (name: string, pool: string): EngineNode => ({
  ...{ id: `id-${name}`, name, pool, state: "ready", address: null, is_manager: false },
  ...{ cpu: 8, memory_mb: 16_384, joined_at: null },
});

interface Given {
  workers?: number;
  halfMade?: string[];
  leaving?: string[];
  mayFinish?: boolean;
  most?: number;
  least?: number;
  sample?: Partial<PoolSample>;
}

function state(pool: string, given: Given = {}): PoolState {
  const { workers = 2, halfMade = [], leaving = [], mayFinish = true } = given;
  const names = Array.from({ length: workers }, (_, index) => `${pool}-${index}`);
  const sample: PoolSample = {
    ...{ pool, cpu: 0.5, memory: 0.5, calm_cpu: 0.9, calm_memory: 0.9, tenants: 0 },
    ...{ places: workers * 10, pending: 0, changed_at: null, unsettled: null },
    workers: names.map((name) => ({ name, created_at: 0, tenants: 0 })),
    ...given.sample,
  };
  const limits = {
    ...{ min_workers: given.least ?? 0, max_workers: given.most ?? 5 },
    whyKept: () => null,
  };
  return {
    servers: {
      pool,
      workers: names.map((name) => ({ node: nodeOf(name, pool), instance: server(name, pool) })),
      halfMade: halfMade.map((name) => server(name, pool)),
      leaving: leaving.map((name) => ({ instance: server(name, pool), node: `id-${name}` })),
    },
    ...{ pending: sample.pending, mayFinish: () => mayFinish, nextName: `${pool}-next` },
    decision: decideScale(sample, AUTOSCALE, limits, NOW),
  };
}
const BUSY = { sample: { cpu: 0.9 } };
const CALM = { sample: { calm_cpu: 0.1, calm_memory: 0.1 } };
const WAITS = { sample: { pending: 1 } };

describe("one change over all pools", () => {
  test("somebody waits, then what is busy, then what is calm; else in the file's order", () => {
    const busy = state("a", BUSY);
    expect(chooseChange([busy, state("b", CALM), state("c", WAITS)])?.pool).toBe("c");
    expect(chooseChange([state("b", CALM), busy])?.pool).toBe("a");
    expect(chooseChange([state("x", CALM), state("b", CALM)])).toMatchObject({
      ...{ action: "remove", pool: "x", worker: "x-0", node: "id-x-0", identity: "arn:x-0" },
    });
    expect(chooseChange([state("a")])).toBeNull();
  });

  test("before all, what is being given up; and a half-made server before a new one", () => {
    const going = state("b", { leaving: ["b-7"] });
    expect(chooseChange([state("c", WAITS), going])).toMatchObject({
      ...{ action: "remove", worker: "b-7", node: "id-b-7", identity: "arn:b-7" },
    });
    const half = { halfMade: ["a-8"] };
    expect(chooseChange([state("a", { ...BUSY, ...half })])?.worker).toBe("a-8");
    expect(chooseChange([state("a", half)])).toMatchObject({ action: "add", worker: "a-8" });
    expect(chooseChange([state("a", half), state("b", WAITS)])?.pool).toBe("b");
  });

  test("nothing beside a server that somebody is making", () => {
    const given = { halfMade: ["a-8"], mayFinish: false };
    expect(chooseChange([state("a", { ...BUSY, ...given })])).toBeNull();
    expect(chooseChange([state("a", given)])).toBeNull();
  });
});

test("whatever the numbers: never above the most, never below the least, a worker that there is", () => {
  const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
  const given = fc.record({
    workers: fc.integer({ min: 0, max: 6 }),
    least: fc.integer({ min: 0, max: 3 }),
    extra: fc.integer({ min: 0, max: 4 }),
    cpu: share,
    memory: share,
    calm_cpu: share,
    calm_memory: share,
    pending: fc.integer({ min: 0, max: 2 }),
    tenants: fc.integer({ min: 0, max: 60 }),
  });
  fc.assert(
    fc.property(fc.array(given, { maxLength: 4 }), (all) => {
      const states = all.map(({ workers, least, extra, ...sample }, index) =>
        state(`p${index}`, { workers, least, most: least + extra, sample }),
      );
      const change = chooseChange(states);
      expect(chooseChange(states)).toEqual(change);
      if (change === null) return;
      const index = states.findIndex(({ servers }) => servers.pool === change.pool);
      const { workers = 0, least = 0, extra = 0 } = all[index] ?? {};
      if (change.action === "add") expect(workers + 1).toBeLessThanOrEqual(least + extra);
      else {
        expect(workers - 1).toBeGreaterThanOrEqual(Math.max(1, least));
        expect(states[index]?.servers.workers.map(({ node }) => node.name)).toContain(
          change.worker,
        );
      }
    }),
  );
});
