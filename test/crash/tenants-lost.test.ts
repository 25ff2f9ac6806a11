import { describe, expect, test } from "vitest";
import type { TenantEngine } from "../../src/core/contracts/tenant-engine.ts";
import { platformSchema } from "../../src/core/platform/schema.ts";
import { execute } from "../../src/core/plan/execute.ts";
import type { Step } from "../../src/core/plan/step.ts";
import { createSteps } from "../../src/core/tenants/create.ts";
import { destroySteps } from "../../src/core/tenants/destroy.ts";
import { moveBackSteps } from "../../src/core/tenants/move-back.ts";
import { moveSteps } from "../../src/core/tenants/move.ts";
import { partsFor, volumeOwners } from "../../src/core/tenants/parts.ts";
import { restoreSteps } from "../../src/core/tenants/restore.ts";
import { theTenant, type Work } from "../../src/core/tenants/work.ts";
import { fakeClock } from "../helpers/fake-clock.ts";
import { FakeEngine } from "../helpers/fake-engine.ts";
import { testPlatform } from "../helpers/swarm.ts";

const platform = platformSchema.parse(testPlatform("/srv/tenants"));
const ONE = "id-one";
const TWO = "id-two";

class Killed extends Error {}

function workOn(engine: TenantEngine, fake: FakeEngine): Work {
  return {
    ...{ engine, platform, nodes: fake.nodes, clock: fakeClock({ auto: true }), timeoutMs: 1_000 },
    ...{ signal: new AbortController().signal, say: () => undefined },
  };
}

const tier = platform.tiers["free"];
if (tier === undefined) throw new TypeError("The platform has it.");
const parts = partsFor(platform, tier);

async function carryOut(steps: readonly Step[]): Promise<void> {
  const { error } = await execute(steps);
  if (error !== null) throw error.cause instanceof Killed ? error.cause : error;
}

/** An engine with a tenant on the first node. */
async function withTenant(): Promise<FakeEngine> {
  const fake = new FakeEngine(["one", "two"]);
  const work = workOn(fake.client(), fake);
  const tenant = { name: "ada", tier: "free", stage: "awake" as const, node: ONE };
  const bots = { bots_by_exchange: {} };
  await carryOut(createSteps({ ...tenant, ...bots }, parts, null, work, () => "password"));
  return fake;
}

/** Switches a node off: nothing of it runs, and the engine can't know. */
function die(fake: FakeEngine, node: string): void {
  const found = fake.nodes.find(({ id }) => id === node);
  if (found !== undefined) found.state = "down";
  fake.off.add(node);
}

function backUp(fake: FakeEngine, node: string): void {
  const volumes = Object.keys(volumeOwners(parts)).map((it) => [it, "saved"] as const);
  fake.disk(node).set(".restored-ada", new Map(volumes));
}

async function restore(work: Work, from: string, to: string, lost: string | null): Promise<void> {
  const tenant = await theTenant(work.engine, "ada");
  // Whoever repeats it finds it done.
  const isDone = tenant.restore === null && !(await isWaiting(work, to));
  if (isDone) return;
  await carryOut(restoreSteps(tenant, volumeOwners(parts), { from, to, lost }, work));
}

const isWaiting = async ({ engine }: Work, node: string): Promise<boolean> =>
  (await engine.lookAtVolumes("ada", { node, set: "restored" })).length > 0;

/** A move that ends while the tenant does not get well on the second node. */
async function halfMoved(): Promise<FakeEngine> {
  const fake = await withTenant();
  const engine = fake.client();
  const never: TenantEngine = {
    ...engine,
    tenant: async (name) => {
      const found = await engine.tenant(name);
      const ill = found?.parts.map((it) => ({ ...it, healthy: it.node !== TWO })) ?? [];
      return found === null ? null : { ...found, parts: ill };
    },
  };
  const work = workOn(never, fake);
  const steps = moveSteps(await theTenant(engine, "ada"), { from: ONE, to: TWO }, null, work);
  await expect(carryOut(steps)).rejects.toThrow("ada is not well");
  return fake;
}

async function moveBack(work: Work, lost: string | null): Promise<void> {
  const tenant = await theTenant(work.engine, "ada");
  if (tenant.move === null) return;
  await carryOut(moveBackSteps(tenant, tenant.move, lost, work));
}

const text = (fake: FakeEngine, node: string, folder = "ada"): string | undefined =>
  fake.disk(node).get(folder)?.get("postgres-data");

function runsOn(fake: FakeEngine, node: string): void {
  const own = [...(fake.parts.get("ada")?.values() ?? [])];
  expect(own.map((it) => [it.node, it.wanted])).toEqual(own.map(() => [node, true]));
  expect(own.length).toBe(4);
}

const COMMANDS = {
  "restore on another worker": {
    async begin() {
      const fake = await withTenant();
      die(fake, ONE);
      backUp(fake, TWO);
      return fake;
    },
    run: (work: Work) => restore(work, ONE, TWO, ONE),
    ends(fake: FakeEngine) {
      runsOn(fake, TWO);
      expect(text(fake, TWO)).toMatch(/^saved/);
      expect([...fake.disk(TWO).keys()]).toEqual(["ada"]);
    },
  },
  "restore where it is": {
    async begin() {
      const fake = await withTenant();
      backUp(fake, ONE);
      return fake;
    },
    run: (work: Work) => restore(work, ONE, ONE, null),
    ends(fake: FakeEngine) {
      runsOn(fake, ONE);
      expect(text(fake, ONE)).toMatch(/^saved/);
      // Nothing that was there is gone.
      expect(text(fake, ONE, ".before-ada")).toMatch(/^\+/);
    },
  },
  "undo of a move": {
    begin: halfMoved,
    run: (work: Work) => moveBack(work, null),
    ends(fake: FakeEngine) {
      runsOn(fake, ONE);
      expect(text(fake, ONE)).toMatch(/^\+/);
      expect(fake.disk(TWO).size).toBe(0);
    },
  },
  "undo of a move to a worker that died": {
    async begin() {
      const fake = await halfMoved();
      die(fake, TWO);
      return fake;
    },
    run: (work: Work) => moveBack(work, TWO),
    ends: (fake: FakeEngine) => runsOn(fake, ONE),
  },
  "destruction of one whose worker died": {
    async begin() {
      const fake = await withTenant();
      die(fake, ONE);
      return fake;
    },
    async run(work: Work) {
      const tenant = await work.engine.tenant("ada");
      if (tenant === null && (await work.engine.remains("ada")).length === 0) return;
      await carryOut(destroySteps("ada", tenant, tenant === null ? null : ONE, work));
    },
    ends(fake: FakeEngine) {
      expect([fake.parts.size, fake.secrets.size, fake.networks.size]).toEqual([0, 0, 0]);
    },
  },
};

describe.each(Object.entries(COMMANDS))("%s, killed at each call and repeated", (name, it) => {
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
    expect(points).toBeGreaterThan(14);

    for (let kill = 1; kill <= points; kill += 1) {
      const fake = await it.begin();
      let left = kill;
      const dies = (): void => {
        left -= 1;
        if (left === 0) throw new Killed("killed");
      };
      const killed = it.run(workOn(fake.client(dies), fake));
      await expect(killed, `${name} ${kill}`).rejects.toThrow(Killed);
      await it.run(workOn(fake.client(), fake));
      it.ends(fake);
      expect(fake.wrong, `${name} killed at ${kill}`).toEqual([]);
    }
  });
});

describe("data of a backup is not used", () => {
  const cases: [string, (fake: FakeEngine) => void, string][] = [
    ["which is not there", (fake) => void fake.disk(TWO).delete(".restored-ada"), "there is none"],
    [
      "which lacks a volume",
      (fake) => void fake.disk(TWO).get(".restored-ada")?.delete("redis-data"),
      "it has no redis-data",
    ],
    [
      "which is empty",
      (fake) => {
        for (const it of fake.disk(TWO).get(".restored-ada")?.keys() ?? [])
          fake.disk(TWO).get(".restored-ada")?.set(it, "");
      },
      "all of its volumes are empty",
    ],
    [
      "which belongs to somebody else",
      (fake) => void fake.owners.set("ada/postgres-data", "0:0"),
      "postgres-data belongs to 0:0, not to 999:999",
    ],
  ];
  test.each(cases)("%s", async (_, spoil, why) => {
    const fake = await COMMANDS["restore on another worker"].begin();
    spoil(fake);
    const work = workOn(fake.client(), fake);
    const tenant = await theTenant(work.engine, "ada");
    const places = { from: ONE, to: TWO, lost: ONE };
    const steps = restoreSteps(tenant, volumeOwners(parts), places, work);
    await expect(carryOut(steps)).rejects.toThrow(why);
    expect(await theTenant(work.engine, "ada")).toEqual(tenant);
  });
});

test("a move whose tenant does not get well names both ways on, and loses nothing", async () => {
  const fake = await halfMoved();
  expect(text(fake, ONE)).toMatch(/^\+/);
  const work = workOn(fake.client(), fake);
  const tenant = await theTenant(work.engine, "ada");
  expect(tenant.move).toEqual({ from: ONE, to: TWO });
  await carryOut(moveSteps(tenant, { from: ONE, to: TWO }, null, work));
  runsOn(fake, TWO);
  await expect(carryOut(moveBackSteps(tenant, { from: ONE, to: TWO }, null, work))).rejects.toThrow(
    "its data went to two",
  );
});
