import { describe, expect, test } from "vitest";
import type { TenantEngine } from "../../src/core/contracts/tenant-engine.ts";
import { type Platform, platformSchema } from "../../src/core/platform/schema.ts";
import { execute } from "../../src/core/plan/execute.ts";
import type { Step } from "../../src/core/plan/step.ts";
import { createSteps } from "../../src/core/tenants/create.ts";
import { destroySteps } from "../../src/core/tenants/destroy.ts";
import { moveSteps } from "../../src/core/tenants/move.ts";
import { partsFor } from "../../src/core/tenants/parts.ts";
import { theTenant, type Work } from "../../src/core/tenants/work.ts";
import { fakeClock } from "../helpers/fake-clock.ts";
import { FakeEngine } from "../helpers/fake-engine.ts";
import { testPlatform } from "../helpers/swarm.ts";

const platform: Platform = platformSchema.parse(testPlatform("/srv/tenants"));
const FROM = "id-one";
const TO = "id-two";

class Killed extends Error {}

function workOn(engine: TenantEngine, fake: FakeEngine): Work {
  return {
    ...{ engine, platform, nodes: fake.nodes, clock: fakeClock({ auto: true }), timeoutMs: 1_000 },
    ...{ signal: new AbortController().signal, say: () => undefined },
  };
}

let passwords = 0;
const random = (): string => `password-${(passwords += 1)}`;

async function create(work: Work): Promise<void> {
  const tier = platform.tiers["free"];
  if (tier === undefined) throw new TypeError("The platform has it.");
  const tenant = {
    name: "ada",
    tier: "free",
    stage: "awake" as const,
    bots_by_exchange: {},
    node: FROM,
  };
  const present = await work.engine.tenant("ada");
  await carryOut(createSteps(tenant, partsFor(platform, tier), present, work, random));
}

async function move(work: Work): Promise<void> {
  const tenant = await theTenant(work.engine, "ada");
  if (tenant.move === null && tenant.parts.every(({ node }) => node === TO)) return;
  await carryOut(moveSteps(tenant, tenant.move ?? { from: FROM, to: TO }, null, work));
}

async function destroy(work: Work): Promise<void> {
  const tenant = await work.engine.tenant("ada");
  if (tenant === null && (await work.engine.remains("ada")).length === 0) return;
  await carryOut(destroySteps("ada", tenant, null, work));
}

async function carryOut(steps: readonly Step[]): Promise<void> {
  const { error } = await execute(steps);
  if (error !== null) throw error.cause instanceof Killed ? error.cause : error;
}

/** An engine with the tenant, which has written something, on the first node. */
async function withTenant(): Promise<FakeEngine> {
  const fake = new FakeEngine(["one", "two"]);
  await create(workOn(fake.client(), fake));
  return fake;
}

const COMMANDS = {
  create: {
    begin: () => Promise.resolve(new FakeEngine(["one", "two"])),
    run: create,
    ends: isOn(FROM),
  },
  move: { begin: withTenant, run: move, ends: isOn(TO) },
  destroy: {
    begin: withTenant,
    run: destroy,
    ends: (fake: FakeEngine) => {
      expect([fake.parts.size, fake.secrets.size, fake.networks.size]).toEqual([0, 0, 0]);
      expect([...fake.disks.values()].map((it) => it.size)).toEqual([0, 0]);
    },
  },
};

function isOn(node: string) {
  return (fake: FakeEngine): void => {
    const parts = [...(fake.parts.get("ada")?.values() ?? [])];
    expect(parts.map((it) => [it.node, it.wanted])).toEqual(parts.map(() => [node, true]));
    expect(parts.length).toBe(4);
    for (const [id, disk] of fake.disks)
      expect([...disk.keys()]).toEqual(id === node ? ["ada"] : []);
  };
}

const content = (fake: FakeEngine, node: string): string =>
  fake.disk(node).get("ada")?.get("postgres-data") ?? "";

describe.each(Object.entries(COMMANDS))(
  "tenant %s, killed at each call and repeated",
  (name, it) => {
    test("ends as if nothing had happened, and is never wrong meanwhile", async () => {
      let points = 0;
      const counted = await it.begin();
      await it.run(
        workOn(
          counted.client(() => void (points += 1)),
          counted,
        ),
      );
      it.ends(counted);
      expect(counted.wrong).toEqual([]);
      expect(points).toBeGreaterThan(name === "create" ? 10 : 14);

      for (let kill = 1; kill <= points; kill += 1) {
        const fake = await it.begin();
        const written = content(fake, FROM);
        let left = kill;
        const dies = (): void => {
          left -= 1;
          if (left === 0) throw new Killed("killed");
        };
        await expect(it.run(workOn(fake.client(dies), fake)), `${name} ${kill}`).rejects.toThrow(
          Killed,
        );
        if (name === "move") {
          const kept = [content(fake, FROM), content(fake, TO)];
          expect(
            kept.some((text) => text.startsWith(written)),
            `data at ${kill}`,
          ).toBe(true);
        }
        await it.run(workOn(fake.client(), fake));
        it.ends(fake);
        if (name === "move") expect(content(fake, TO).startsWith(written)).toBe(true);
        expect(fake.wrong, `${name} killed at ${kill}`).toEqual([]);
      }
    });
  },
);

test("a copy that is not equal is never used, and the next try copies anew", async () => {
  const fake = await withTenant();
  const engine = fake.client();
  const tampered: TenantEngine = {
    ...engine,
    async copyVolumes(tenant, places) {
      await engine.copyVolumes(tenant, places);
      fake.disk(TO).get(".incoming-ada")?.set("postgres-data", "damaged");
    },
  };
  await expect(move(workOn(tampered, fake))).rejects.toThrow("is not equal");
  expect(content(fake, FROM)).not.toBe("");
  expect(fake.disk(TO).has("ada")).toBe(false);
  await move(workOn(engine, fake));
  COMMANDS.move.ends(fake);
  expect(fake.wrong).toEqual([]);
});
