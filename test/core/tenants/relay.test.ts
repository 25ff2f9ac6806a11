import { describe, expect, test } from "vitest";
import { runningIn } from "../../../src/core/hibernation/stage.ts";
import { type Platform, platformSchema } from "../../../src/core/platform/schema.ts";
import { composeTenant } from "../../../src/core/tenants/compose.ts";
import { partsFor } from "../../../src/core/tenants/parts.ts";
import { testPlatform } from "../../helpers/swarm.ts";

const ENTRY = { port: 8501, host: "{{tenant}}.bots.example.com" };
const ENGINE = { network: "tenants-entry", relay_image: "alpine/socat" };

/** The tests' platform with a dashboard that is reached from outside. */
function platformWith(change: (platform: Record<string, never>) => void = () => undefined) {
  const { components, engine, ...rest } = testPlatform("/srv/tenants");
  const platform = {
    ...rest,
    components: { ...components, dashboard: { ...components.dashboard, entry: ENTRY } },
    engine: { ...engine, entry: ENGINE },
  };
  change(platform as never);
  return platform;
}

const platform: Platform = platformSchema.parse(platformWith());
const tier = (name: string) => platform.tiers[name] as Platform["tiers"][string];
const TENANT = { name: "ada", tier: "free", node: "n1", stage: "awake" as const };

describe("a part that is reached from outside", () => {
  const parts = partsFor(platform, tier("free"));
  const document = composeTenant({ ...TENANT, bots_by_exchange: {} }, parts, platform);

  test("gets a relay, which alone is in the shared network", () => {
    const networks = Object.entries(document.services).map(([name, it]) => [
      name,
      Object.keys(it["networks"] as object),
    ]);
    expect(Object.fromEntries(networks)).toEqual({
      ...{ postgres: ["own"], redis: ["own"], hummingbot: ["own"], dashboard: ["own"] },
      "dashboard-in": ["own", "entry"],
    });
    expect(document.networks["entry"]).toEqual({ external: true, name: "tenants-entry" });
  });

  test("has a relay that leads to it alone, without rights and without an address of its own", () => {
    expect(document.services["dashboard-in"]).toMatchObject({
      image: "alpine/socat",
      entrypoint: [
        ...["socat", "-T", "3600", "TCP4-LISTEN:8080,reuseaddr,fork,max-children=64"],
        "TCP4:qt-ada_dashboard:8501",
      ],
      ...{ read_only: true, cap_drop: ["ALL"], user: "65534:65534", volumes: [], secrets: [] },
      sysctls: { "net.ipv4.ip_forward": "0" },
      deploy: { endpoint_mode: "dnsrr", replicas: 0 },
    });
  });

  test("sleeps with it", () => {
    expect(runningIn("bots", platform.components)).toContain("dashboard-in");
    expect(runningIn("interface", platform.components)).not.toContain("dashboard-in");
  });
});

test.each(Object.keys(platform.tiers))("a relay of tier %s is within the tier's limit", (name) => {
  const parts = partsFor(platform, tier(name));
  const { engine, ...closed } = platform;
  const without = partsFor(
    { ...closed, engine: { ...engine, entry: undefined } as never },
    tier(name),
  );
  const sum = (all: typeof parts, key: "cpu" | "memory_mb"): number =>
    all.reduce((total, it) => total + it[key], 0);
  expect(parts.length).toBe(without.length + 1);
  expect(sum(parts, "memory_mb")).toBe(sum(without, "memory_mb"));
  expect(sum(parts, "cpu")).toBeLessThanOrEqual(sum(without, "cpu") + 1e-9);
  expect(parts.find((it) => it.leads_to)?.memory_mb).toBe(24);
});

test.each([
  ["a host without a tenant", { ...ENTRY, host: "bots.example.com" }, /entry\.host/],
  ["one with two", { ...ENTRY, host: "{{tenant}}.{{tenant}}.com" }, /entry\.host/],
  ["one with a backtick", { ...ENTRY, host: "{{tenant}}.a`)||Host(`b.com" }, /entry\.host/],
  ["upper case", { ...ENTRY, host: "{{tenant}}.Example.com" }, /entry\.host/],
  ["no domain", { ...ENTRY, host: "{{tenant}}" }, /entry\.host/],
  [
    "a label that gets too long",
    { ...ENTRY, host: `${"x".repeat(40)}{{tenant}}.com` },
    /entry\.host/,
  ],
  ["a port beyond all", { ...ENTRY, port: 65_536 }, /entry\.port/],
  ["a hostile middleware", { ...ENTRY, middlewares: ["a`b"] }, /middlewares/],
])("an entry with %s is refused", (_what, entry, path) => {
  const { components, ...rest } = platformWith();
  const dashboard = { ...components.dashboard, entry };
  const read = platformSchema.safeParse({ ...rest, components: { ...components, dashboard } });
  expect(read.success ? "" : read.error.issues.map((it) => it.path.join(".")).join(" ")).toMatch(
    path,
  );
});

test("what does not go together is refused, each with its path", () => {
  const { components, engine, ...rest } = platformWith();
  const read = platformSchema.safeParse({
    ...{ ...rest, engine: { ...engine, entry: undefined } },
    components: {
      ...components,
      "dashboard-in": components.hummingbot,
      monitoring: { cpu: 0.1, memory_mb: 64, entry: ENTRY },
    },
  });
  const said = read.success
    ? []
    : read.error.issues.map((it) => `${it.path.join(".")}: ${it.message}`);
  expect(said).toEqual([
    "components.dashboard.entry: needs engine.entry",
    "components.dashboard.entry: its relay would be called dashboard-in, as a component is",
    "components.monitoring.entry: is for a part with an image",
    "components.monitoring.entry: needs engine.entry",
    "components.monitoring.entry.host: is that of dashboard too",
  ]);
});
