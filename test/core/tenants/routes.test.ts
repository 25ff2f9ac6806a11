import { describe, expect, test } from "vitest";
import type { EngineTenant } from "../../../src/core/contracts/tenant-engine.ts";
import type { Platform } from "../../../src/core/platform/schema.ts";
import { routesFor, traefikRoutes } from "../../../src/core/tenants/routes.ts";

const entry = { port: 8501, host: "{{tenant}}.bots.example.com", middlewares: ["portal-auth"] };
const components = {
  dashboard: { cpu: 1, memory_mb: 1, image: "i", stops: "interface", entry },
  bot: { cpu: 1, memory_mb: 1, image: "i", stops: "bots" },
} as unknown as Platform["components"];

const tenant = (more: Partial<EngineTenant> = {}): EngineTenant => ({
  ...{ name: "ada", tier: "free", stage: "awake", bots_by_exchange: {}, move: null },
  ...{ restore: null, is_new: false, lost: [], is_leaving: false },
  parts: ["bot", "dashboard", "dashboard-in"].map((name) => ({
    ...{ name, wanted: true, healthy: true, node: "n1", volumes: [] },
  })),
  ...more,
});

const hosts = (...tenants: EngineTenant[]): string[] =>
  routesFor(tenants, { components }).map((it) => it.host);

describe("routes to tenants", () => {
  test("are there while the part runs, and while it moves", () => {
    const move = { from: "n1", to: "n2" };
    const stopped = tenant().parts.map((it) => ({ ...it, wanted: false }));
    expect(hosts(tenant(), tenant({ name: "bob", stage: "bots" }))).toEqual([
      ...["ada.bots.example.com", "bob.bots.example.com"],
    ]);
    expect(hosts(tenant({ move, parts: stopped }))).toEqual(["ada.bots.example.com"]);
    expect(hosts(tenant({ stage: "interface" }), tenant({ is_leaving: true }))).toEqual([]);
  });

  test("are not for one that was made before there was an entry", () => {
    const parts = tenant().parts.filter((it) => it.name !== "dashboard-in");
    expect(hosts(tenant({ parts }))).toEqual([]);
  });

  test.each([
    ...["`) || HostRegexp(`.*", "ada\n", "__proto__", "a.b", "{{lookup('pipe','id')}}", "run", ""],
    "x".repeat(10_000),
  ])("are not for what is no tenant's name: %s", (name) => {
    expect(hosts(tenant({ name }))).toEqual([]);
  });

  test("are spelt as Traefik's file provider reads them", () => {
    const url = "http://qt-ada_dashboard-in:8080";
    expect(traefikRoutes(routesFor([tenant()], { components }))).toEqual({
      http: {
        routers: {
          "tenant-ada-dashboard": {
            entryPoints: ["websecure"],
            rule: "Host(`ada.bots.example.com`)",
            middlewares: ["portal-auth"],
            service: "tenant-ada-dashboard",
          },
        },
        services: { "tenant-ada-dashboard": { loadBalancer: { servers: [{ url }] } } },
      },
    });
    expect(traefikRoutes([])).toEqual({});
  });
});
