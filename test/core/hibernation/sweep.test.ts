import { describe, expect, test } from "vitest";
import { idleDaysFrom, sweep, type SweptTenant } from "../../../src/core/hibernation/sweep.ts";
import { HIBERNATION } from "../../../src/core/platform/defaults.ts";
import type { Platform } from "../../../src/core/platform/schema.ts";

const tier = (idle: "sleeps" | "is told" | "stays", idle_days: number) => ({
  ...{ users: 1, bots_per_user: 1, cpu: 1, memory_mb: 512, priority: "low" as const },
  ...{ pool: "low", idle, idle_days },
});
const PLATFORM = {
  tiers: { free: tier("sleeps", 7), pro: tier("is told", 30), premium: tier("stays", 1) },
} as unknown as Platform;
const tenant = (name: string, more: Partial<SweptTenant> = {}): SweptTenant => ({
  ...{ name, tier: "free", stage: "awake" },
  ...more,
});

async function swept(
  tenants: SweptTenant[],
  idle: Record<string, number>,
  vetoes: Record<string, string> = {},
) {
  const asked: string[] = [];
  const found = await sweep(
    tenants,
    PLATFORM,
    HIBERNATION,
    new Map(Object.entries(idle)),
    async (name) => {
      asked.push(name);
      return vetoes[name] ?? null;
    },
  );
  return { asked, to: Object.fromEntries(found.map((it) => [it.tenant, it.to])), found };
}

describe("a sweep", () => {
  test("lets those sleep that are idle by their tier, and asks about nobody else", async () => {
    const tenants = [
      tenant("used"),
      tenant("idle"),
      tenant("unmeasured"),
      tenant("pro", { tier: "pro" }),
      tenant("premium", { tier: "premium" }),
      tenant("asleep", { stage: "bots" }),
    ];
    const days = { used: 6, idle: 7, pro: 40, premium: 400, asleep: 31 };
    const { asked, to, found } = await swept(tenants, days);
    expect(to).toEqual({
      ...{ used: "awake", idle: "bots", unmeasured: "awake", pro: "awake", premium: "awake" },
      asleep: "rest",
    });
    expect(asked).toEqual(["idle"]);
    expect(found.filter(({ tell }) => tell).map((it) => it.tenant)).toEqual(["pro"]);
  });

  test("leaves whom something keeps awake", async () => {
    const { to, found } = await swept([tenant("a")], { a: 9 }, { a: "1 order is open" });
    expect(to).toEqual({ a: "awake" });
    expect(found[0]?.reason).toBe("idle for 9 days, but 1 order is open");
  });

  test("leaves a tenant of a tier that is not in the file, even one called constructor", async () => {
    const { to, found } = await swept([tenant("a", { tier: "constructor" })], { a: 99 });
    expect(to).toEqual({ a: "awake" });
    expect(found[0]?.reason).toBe("the platform's file has no tier constructor");
  });
});

test("idleness is by the label tenant, in seconds; the smallest of several counts", () => {
  const sample = (labels: Record<string, string>, value: number) => ({ labels, value });
  const found = idleDaysFrom([
    sample({ tenant: "a" }, 86_400),
    sample({ tenant: "a", instance: "2" }, 43_200),
    sample({ tenant: "b" }, -5),
    sample({ instance: "3" }, 9e9),
  ]);
  expect([...found]).toEqual([
    ["a", 0.5],
    ["b", 0],
  ]);
});
