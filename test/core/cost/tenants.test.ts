import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CostedNode, type CostedTenant, costTenants } from "../../../src/core/cost/tenants.ts";

const NODE: CostedNode = { name: "w1", pool: "low", cpu: 32, memory_mb: 131_072, monthly_usd: 884 };
const tenant = (more: Partial<CostedTenant> = {}): CostedTenant => ({
  ...{ tenant: "a", tier: "free", node: "w1", is_asleep: false, bots: 1, used: null },
  ...{ reserved: { cpu: 0.5, memory_mb: 512 }, awake: { cpu: 0.5, memory_mb: 512 } },
  ...more,
});

describe("a tenant's share", () => {
  test("is half by processors, half by memory, of what is reserved", () => {
    const { tenants, unused_usd: unused } = costTenants([tenant()], [NODE], null);
    const share = (884 * (0.5 / 32 + 512 / 131_072)) / 2;
    expect(tenants[0]?.reserved_usd).toBeCloseTo(share, 9);
    expect(unused).toBeCloseTo(884 - share, 9);
    expect(tenants[0]).toMatchObject({ used_usd: null, saved_usd: 0, rated_usd: null });
  });

  test("asleep is what is left, and the rest is saved", () => {
    const asleep = tenant({ is_asleep: true, reserved: { cpu: 0.1, memory_mb: 128 } });
    const { tenants, tiers } = costTenants([asleep, tenant({ tenant: "b" })], [NODE], null);
    expect(tenants[0]?.saved_usd).toBeCloseTo((884 * (0.4 / 32 + 384 / 131_072)) / 2, 9);
    expect(tiers).toMatchObject([{ tier: "free", tenants: 2, asleep: 1 }]);
  });

  test("by use, where it is measured", () => {
    const measured = tenant({ used: { cpu: 0.25, memory_mb: 256 } });
    const { tenants } = costTenants([measured], [NODE], null);
    expect(tenants[0]?.used_usd).toBeCloseTo((tenants[0]?.reserved_usd ?? 0) / 2, 9);
  });

  test("by the document's rates: 0.05 a core-hour, 0.01 a GB-hour, 0.001 a bot-hour", () => {
    const rates = { core_hour: 0.05, gb_hour: 0.01, bot_hour: 0.001 };
    const { tenants } = costTenants([tenant({ bots: 3 })], [NODE], rates);
    expect(tenants[0]?.rated_usd).toBeCloseTo(730 * (0.025 + 0.005 + 0.003), 9);
  });

  test("of a server without a price, or of none, is not known, and not nothing", () => {
    const unknown = { ...NODE, monthly_usd: null };
    const { tenants, complete } = costTenants([tenant(), tenant({ node: null })], [unknown], null);
    expect(tenants.map((it) => it.reserved_usd)).toEqual([null, null]);
    expect(complete).toBe(false);
  });
});

test("tenants and what is unused come to the servers' price, unless processors are reserved twice", () => {
  const any = fc.record({
    cpu: fc.double({ min: 0.01, max: 2, noNaN: true }),
    memory_mb: fc.integer({ min: 1, max: 4096 }),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 15 }), (sizes) => {
      const all = sizes.map((reserved, index) =>
        tenant({ tenant: `t${index}`, reserved, awake: reserved }),
      );
      const found = costTenants(all, [NODE], null);
      const shares = found.tenants.reduce((sum, it) => sum + (it.reserved_usd ?? 0), 0);
      expect(shares + found.unused_usd).toBeCloseTo(Math.max(884, shares), 6);
      expect(found.tiers.reduce((sum, it) => sum + it.reserved_usd, 0)).toBeCloseTo(shares, 6);
    }),
  );
});
