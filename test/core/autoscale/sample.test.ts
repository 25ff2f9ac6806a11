import { describe, expect, test } from "vitest";
import { LEAVING_TAG } from "../../../src/core/autoscale/leaving.ts";
import { poolWorkers } from "../../../src/core/autoscale/pool-workers.ts";
import { usageOf } from "../../../src/core/autoscale/readings.ts";
import { poolSample } from "../../../src/core/autoscale/sample.ts";
import type { EngineNode, EngineTenant } from "../../../src/core/contracts/tenant-engine.ts";
import { server } from "./servers.ts";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const HOUR = 3_600_000;

const node = (name: string, more: Partial<EngineNode> = {}): EngineNode => ({
  ...{ id: `id-${name}`, name, pool: "low", state: "ready", address: null, is_manager: false },
  ...{ cpu: 8, memory_mb: 16_384, joined_at: null },
  ...more,
});
const tenant = (name: string, on: string, move: EngineTenant["move"] = null): EngineTenant => ({
  ...{ name, tier: "free", stage: "awake", bots_by_exchange: {}, move, is_leaving: false },
  ...{ restore: null, is_new: false, lost: [] },
  parts: [{ name: "bot", wanted: true, healthy: true, node: `id-${on}`, volumes: [] }],
});
const values = (value: number) => new Map([["low", value]]);
const readings = (measured: number, calm = measured) => ({
  ...{ cpu: values(0.5), memory: values(0.4), calmCpu: values(0.3), calmMemory: values(0.2) },
  ...{ measured: values(measured), calmMeasured: values(calm) },
});

describe("use is known", () => {
  test("when every worker is measured; of the calm time, what one less would have had", () => {
    expect(usageOf("low", 3, readings(3))).toEqual({
      ...{ cpu: 0.5, memory: 0.4, calm_cpu: expect.closeTo(0.45) as number },
      calm_memory: expect.closeTo(0.3) as number,
    });
  });

  test("not when one is not, nor of the calm time when one is new, nor of a single one", () => {
    const nothing = { cpu: null, memory: null, calm_cpu: null, calm_memory: null };
    expect(usageOf("low", 3, readings(2))).toEqual(nothing);
    expect(usageOf("other", 1, readings(3))).toEqual(nothing);
    expect(usageOf("low", 0, readings(0))).toEqual(nothing);
    expect(usageOf("low", 3, readings(3, 2))).toMatchObject({ cpu: 0.5, calm_cpu: null });
    expect(usageOf("low", 1, readings(1))).toMatchObject({ cpu: 0.5, calm_cpu: null });
  });
});

test("servers are workers, half made, or on their way out", () => {
  const nodes = [node("a"), node("own"), node("b", { pool: null }), node("m", { pool: "mid" })];
  const instances = [
    ...[server("a", "low"), server("b", "low"), server("c", "low"), server("m", "mid")],
    server("d", "low", { [LEAVING_TAG]: "id-d" }),
    server("web", "low", { Service: "web" }),
  ];
  const found = poolWorkers("low", nodes, instances);
  expect(found.workers.map((it) => [it.node.name, it.instance?.name])).toEqual([
    ["a", "a"],
    ["own", undefined],
  ]);
  expect(found.halfMade.map(({ name }) => name)).toEqual(["b", "c"]);
  expect(found.leaving.map((it) => [it.instance.name, it.node])).toEqual([["d", "id-d"]]);
});

describe("a sample", () => {
  const sample = (
    nodes: EngineNode[],
    tenants: EngineTenant[] = [],
    instances = [server("a", "low")],
  ) =>
    poolSample(
      {
        servers: poolWorkers("low", nodes, instances),
        ...{ tenants, readings: readings(9), maxTenants: 10, pending: 1, journaledAt: null },
      },
      NOW,
    );

  test("counts the places of those that are ready, and tenants of those that are up", () => {
    const nodes = [node("a"), node("b", { state: "drained" }), node("c", { state: "down" })];
    const tenants = [tenant("x", "a"), tenant("y", "b"), tenant("z", "c")];
    expect(sample(nodes, tenants)).toMatchObject({ tenants: 2, places: 10, pending: 1 });
  });

  test("is as old as its server, or as its node; its last change is the newest of both", () => {
    const joined_at = new Date(NOW - HOUR).toISOString();
    const { workers, changed_at: changed } = sample([
      node("a", { joined_at }),
      node("own", { joined_at: new Date(NOW - 2 * HOUR).toISOString() }),
      node("unknown"),
    ]);
    expect(workers.map((it) => (NOW - it.created_at) / HOUR)).toEqual([12, 2, 0]);
    expect(changed).toBe(NOW - HOUR);
    const late = new Date(NOW + HOUR).toISOString();
    expect(sample([node("a", { joined_at: late })]).changed_at).toBe(NOW);
  });

  test.each<[string, EngineNode[], EngineTenant[], string[], string]>([
    ["one is down", [node("a"), node("b", { state: "down" })], [], [], "b is down"],
    ["one is drained", [node("b", { state: "drained" })], [], [], "b is drained"],
    ["one is half made", [], [], ["n"], "n has not joined"],
    [
      "a tenant moves",
      [node("a"), node("b")],
      [tenant("x", "a", { from: "id-a", to: "id-b" })],
      [],
      "x is on the move",
    ],
  ])("is unsettled when %s", (_title, nodes, tenants, half, why) => {
    const instances = half.map((name) => server(name, "low"));
    expect(sample(nodes, tenants, instances).unsettled).toBe(why);
  });
});
