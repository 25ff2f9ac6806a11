import { expect, test } from "vitest";
import type { EngineTenant } from "../../../src/core/contracts/tenant-engine.ts";
import { type Platform, platformSchema } from "../../../src/core/platform/schema.ts";
import { needOf, placementNodes } from "../../../src/core/tenants/placing.ts";
import { FakeEngine } from "../../helpers/fake-engine.ts";
import { testPlatform } from "../../helpers/swarm.ts";

const platform: Platform = platformSchema.parse(testPlatform("/srv/tenants"));
const { nodes } = new FakeEngine(["one", "two"]);
const tenant = (more: Partial<EngineTenant> = {}): EngineTenant => ({
  ...{ name: "ada", tier: "pro", stage: "awake", bots_by_exchange: { binance: 3 }, move: null },
  ...{
    ...{ is_leaving: false, is_new: false, restore: null, lost: [] },
    parts: [{ name: "p", wanted: true, healthy: true, node: "id-one", volumes: [] }],
  },
  ...more,
});

test("a tenant reserves its tier's limit where it is", () => {
  const [one, two] = placementNodes(nodes, [tenant()], platform);
  expect(one).toMatchObject({
    cpu_reserved: 2,
    memory_reserved_mb: 2048,
    tenants: 1,
    bots_by_exchange: { binance: 3 },
  });
  expect(two).toMatchObject({ cpu_reserved: 0, memory_reserved_mb: 0, tenants: 0 });
});

test("one that moves reserves it on both", () => {
  const moving = tenant({ move: { from: "id-one", to: "id-two" } });
  expect(placementNodes(nodes, [moving], platform).map((it) => it.tenants)).toEqual([1, 1]);
  expect(placementNodes(nodes, [moving], platform, "ada").map((it) => it.tenants)).toEqual([0, 0]);
});

test("one that sleeps reserves what runs, and keeps its place", () => {
  const need = needOf(tenant({ stage: "rest" }), platform);
  expect(need?.memory_mb).toBeLessThan(2048);
  const [one] = placementNodes(nodes, [tenant({ stage: "rest" })], platform);
  expect(one).toMatchObject({ memory_reserved_mb: need?.memory_mb, tenants: 1 });
});

test("one of a tier that the file does not know has a place all the same", () => {
  const [one] = placementNodes(nodes, [tenant({ tier: "gold" })], platform);
  expect(one).toMatchObject({ tenants: 1, memory_reserved_mb: 0 });
});

test("servers without a pool that the platform has are not for tenants", () => {
  const odd = nodes.map((it, index) => ({ ...it, pool: index === 0 ? null : "gone" }));
  expect(placementNodes(odd, [], platform)).toEqual([]);
});
