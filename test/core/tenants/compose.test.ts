import { describe, expect, test } from "vitest";
import { type Platform, platformSchema } from "../../../src/core/platform/schema.ts";
import { composeTenant } from "../../../src/core/tenants/compose.ts";
import { partsFor, volumeOwners } from "../../../src/core/tenants/parts.ts";
import { secretValues } from "../../../src/core/tenants/secrets.ts";
import { testPlatform } from "../../helpers/swarm.ts";

const platform: Platform = platformSchema.parse(testPlatform("/srv/tenants"));
const tier = (name: string) => platform.tiers[name] as Platform["tiers"][string];
const TENANT = {
  name: "ada",
  tier: "free",
  node: "n1",
  stage: "awake" as const,
  bots_by_exchange: { binance: 2 },
};

describe("a tenant's stack", () => {
  const document = composeTenant(TENANT, partsFor(platform, tier("free")), platform);

  test("starts with nothing running, pinned to its node, on a network of its own", () => {
    for (const { deploy } of Object.values(document.services)) {
      expect(deploy.replicas).toBe(0);
      expect(deploy.placement.constraints).toEqual(["node.id==n1"]);
    }
    expect(document.networks).toEqual({
      own: {
        ...{ driver: "overlay", attachable: true, driver_opts: {} },
        labels: { "quants-ctl.tenant": "ada" },
      },
    });
  });

  test("is encrypted unless the platform says otherwise", () => {
    const engine = { ...platform.engine, encrypted: undefined } as Platform["engine"];
    const made = composeTenant(TENANT, partsFor(platform, tier("free")), {
      engine,
      placement: undefined,
    });
    expect(made.networks["own"]).toMatchObject({ driver_opts: { encrypted: "" } });
  });

  test("has no secret's value, and mounts in the order of Docker's client", () => {
    expect(JSON.stringify(document)).not.toContain("{{");
    expect(document.secrets["redis.conf"]).toEqual({ external: true, name: "qt-ada_redis.conf" });
    expect(document.services["postgres"]?.["volumes"]).toEqual([
      { type: "tmpfs", target: "/tmp" },
      { type: "bind", source: "/srv/tenants/ada/postgres-data", target: "/data" },
    ]);
  });

  test("takes no variable from the operator's environment", () => {
    const components = { shell: { cpu: 1, memory_mb: 64, image: "i", command: ["echo $HOME"] } };
    const parts = partsFor({ ...platform, components }, tier("free"));
    expect(composeTenant(TENANT, parts, platform).services["shell"]?.["command"]).toEqual([
      "echo $$HOME",
    ]);
  });
});

test.each(Object.keys(platform.tiers))(
  "parts of tier %s share its limit, and exceed it never",
  (name) => {
    const parts = partsFor(platform, tier(name));
    const sum = (of: (part: (typeof parts)[number]) => number): number =>
      parts.reduce((total, it) => total + of(it), 0);
    expect(sum((it) => it.cpu)).toBeLessThanOrEqual(tier(name).cpu + 1e-9);
    expect(sum((it) => it.memory_mb)).toBeLessThanOrEqual(tier(name).memory_mb);
  },
);

test("volumes belong to their part's user", () => {
  expect(volumeOwners(partsFor(platform, tier("free")))).toEqual({
    "postgres-data": "999:999",
    "redis-data": "998:998",
    "hummingbot-data": "1000:1000",
  });
});

test("one placeholder is one password, in all files", () => {
  let made = 0;
  const secrets = { one: "a {{x}} {{y}}", two: "b {{x}}" };
  const components = { part: { cpu: 1, memory_mb: 64, image: "i", secrets } };
  const parts = partsFor({ ...platform, components }, tier("free"));
  expect(secretValues(parts, () => `p${(made += 1)}`)).toEqual({ one: "a p1 p2", two: "b p1" });
});
