import { describe, expect, test } from "vitest";
import type { TenantEngine, VolumePlace } from "../../src/core/contracts/tenant-engine.ts";
import type { Platform } from "../../src/core/platform/schema.ts";
import { composeTenant } from "../../src/core/tenants/compose.ts";
import { partsFor, volumeOwners } from "../../src/core/tenants/parts.ts";

export interface EngineUnderTest {
  engine: TenantEngine;
  platform: Platform;
  /** Writes something into a volume of a set. */
  put(node: string, tenant: string, place: Place, text: string): void | Promise<void>;
}

interface Place {
  set: VolumePlace["set"];
  volume: string;
}

const OWNERS = { "store-data": "1000:1000" };
const NOWHERE = "0000000000000000000000000";
const HOLDER = { host: "here", pid: 1, started: null, command: "test" };

/** What every engine does, whichever it is. Each case has a tenant of its own, and takes it away. */
export function describeTenantEngine(title: string, open: () => EngineUnderTest): void {
  const engine = (): TenantEngine => open().engine;

  async function make(name: string, node: string): Promise<void> {
    const { platform } = open();
    const tier = platform.tiers["free"];
    if (tier === undefined) throw new TypeError("The platform has it.");
    const parts = partsFor(platform, tier);
    const tenant = { name, tier: "free", node, stage: "awake" as const };
    await engine().makeSecret(name, "key", "x".repeat(40));
    await engine().makeVolumes(name, node, volumeOwners(parts));
    const bots = { bots_by_exchange: { binance: 2 } };
    await engine().deploy(name, composeTenant({ ...tenant, ...bots }, parts, platform));
  }

  async function there(name: string) {
    const found = await engine().tenant(name);
    if (found === null) throw new TypeError(`${name} is not there.`);
    return found;
  }

  async function nodes(): Promise<[one: string, two: string]> {
    const [one, two] = await engine().nodes();
    if (one === undefined || two === undefined) throw new TypeError("There are two.");
    return [one.id, two.id];
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 240; tries += 1) {
      if (await isSo()) return;
      await new Promise((done) => void setTimeout(done, 250));
    }
    throw new Error("It did not come to that.");
  }

  async function stopped(name: string): Promise<void> {
    await engine().scale(await there(name), []);
    await until(async () => (await engine().tasks(name)).every((it) => !it.is_alive));
  }

  async function clear(name: string, ...on: string[]): Promise<void> {
    for (const node of on) await engine().removeVolumes(name, node);
    await engine().removeParts(name);
    await engine().removeSecrets(name);
    await engine().removeNetwork(name);
    expect([await engine().tenant(name), await engine().remains(name)]).toEqual([null, []]);
  }

  const codeOf = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => "none",
      (error: unknown) => (error as { code?: unknown }).code,
    );

  describe(title, () => {
    test("nodes are told by name, with their pool and what they have", async () => {
      const found = await engine().nodes();
      expect(found.map(({ name }) => name)).toEqual(found.map(({ name }) => name).toSorted());
      expect(found.map(({ pool, state }) => [pool, state])).toContainEqual(["low", "ready"]);
      expect(found.filter((it) => it.is_manager).length).toBe(1);
      expect(found.every((it) => it.cpu > 0 && it.memory_mb > 0)).toBe(true);
    });

    test("of one that there is not, nothing is told, and all of it can be removed", async () => {
      expect(await engine().tenant("nobody")).toBe(null);
      expect(await engine().tasks("nobody")).toEqual([]);
      await clear("nobody", (await nodes())[0]);
      await engine().removePending("nobody");
      await engine().removeNode(NOWHERE);
    });

    test("a tenant is as it was composed, asleep on its node, and twice made it is the same", async () => {
      const [one] = await nodes();
      await make("c-made", one);
      const made = await there("c-made");
      expect(made).toEqual({
        ...{ name: "c-made", tier: "free", stage: "awake", move: null, is_leaving: false },
        ...{ restore: null, is_new: true, lost: [] },
        bots_by_exchange: { binance: 2 },
        parts: [
          { name: "store", wanted: false, healthy: false, node: one, volumes: ["store-data"] },
          { name: "web", wanted: false, healthy: false, node: one, volumes: [] },
        ],
      });
      expect((await engine().remains("c-made")).toSorted()).toEqual(["network", "secret key"]);
      expect(await codeOf(engine().makeSecret("c-made", "key", "y"))).toBe("name_in_use");
      // What runs goes by it.
      expect(await codeOf(engine().removeSecrets("c-made"))).toBe("operation_failed");
      const { platform } = open();
      const tier = platform.tiers["free"];
      if (tier === undefined) throw new TypeError("The platform has it.");
      const again = { name: "c-made", tier: "free", node: one, stage: "awake" as const };
      const bots = { bots_by_exchange: { binance: 2 } };
      const parts = partsFor(platform, tier);
      await engine().makeVolumes("c-made", one, volumeOwners(parts));
      await engine().deploy("c-made", composeTenant({ ...again, ...bots }, parts, platform));
      expect(await there("c-made")).toEqual(made);
      expect((await engine().tenants()).map(({ name }) => name)).toContain("c-made");
      await clear("c-made", one);
    });

    test("a stack whose secret is missing is not made", async () => {
      const [one] = await nodes();
      const { platform } = open();
      const tier = platform.tiers["free"];
      if (tier === undefined) throw new TypeError("The platform has it.");
      const tenant = { name: "c-bare", tier: "free", node: one, stage: "awake" as const };
      const bots = { bots_by_exchange: {} };
      const document = composeTenant({ ...tenant, ...bots }, partsFor(platform, tier), platform);
      expect(await codeOf(engine().deploy("c-bare", document))).toBe("not_found");
      expect(await engine().tenant("c-bare")).toBe(null);
      await clear("c-bare");
    });

    test("only scaling starts parts; they get well on their node, and end", async () => {
      const [one] = await nodes();
      await make("c-runs", one);
      expect(await engine().tasks("c-runs")).toEqual([]);
      await engine().scale(await there("c-runs"), ["store"]);
      const store = async () => (await there("c-runs")).parts.find((it) => it.name === "store");
      await until(async () => (await store())?.healthy === true);
      expect((await there("c-runs")).parts.map((it) => it.wanted)).toEqual([true, false]);
      const alive = (await engine().tasks("c-runs")).filter((it) => it.is_alive);
      expect(alive.map(({ part, node }) => [part, node])).toEqual([["store", one]]);
      await stopped("c-runs");
      expect((await there("c-runs")).parts.map((it) => it.wanted)).toEqual([false, false]);
      await clear("c-runs", one);
      expect(await engine().tasks("c-runs")).toEqual([]);
    });

    test("marks are kept and taken away, and are none of a tenant that is gone", async () => {
      const [one, two] = await nodes();
      await make("c-marks", one);
      const before = await there("c-marks");
      const move = { from: one, to: two };
      await engine().mark(before, { stage: "interface", move });
      await engine().mark(before, { move });
      expect(await there("c-marks")).toMatchObject({ stage: "interface", move });
      await engine().mark(before, { move: null, restore: move, lost: one, made: true });
      await engine().mark(await there("c-marks"), { move: null, lost: two, leaving: true });
      await engine().mark(await there("c-marks"), { lost: two });
      expect(await there("c-marks")).toMatchObject({
        ...{ move: null, restore: move, is_leaving: true, is_new: false, lost: [one, two] },
      });
      await engine().mark(before, { restore: null });
      expect(await there("c-marks")).toMatchObject({ restore: null });
      await clear("c-marks", one);
      expect(await codeOf(engine().mark(before, { stage: "awake" }))).toBe("not_found");
      expect(await codeOf(engine().scale(before, []))).toBe("not_found");
      expect(await codeOf(engine().pin(before, two))).toBe("not_found");
    });

    test("volumes go to another node unchanged, and an older copy is none", async () => {
      const [one, two] = await nodes();
      await make("c-moves", one);
      const own = { set: "own" as const, volume: "store-data" };
      await open().put(one, "c-moves", own, "kept");
      expect(await codeOf(engine().makeVolumes("c-moves", one, OWNERS))).toBe("conflict");
      const move = { from: one, to: two };
      await engine().copyVolumes("c-moves", move);
      await open().put(one, "c-moves", own, "kept, and more");
      const sum = (node: string, set: VolumePlace["set"]) =>
        engine().sumVolumes("c-moves", { node, set });
      expect(await sum(one, "own")).not.toBe(await sum(two, "incoming"));
      await engine().copyVolumes("c-moves", move);
      const kept = await sum(one, "own");
      expect(await sum(two, "incoming")).toBe(kept);
      expect(await codeOf(sum(two, "own"))).toBe("not_found");
      await engine().adoptVolumes("c-moves", two);
      await engine().adoptVolumes("c-moves", two);
      await engine().pin(await there("c-moves"), two);
      await engine().pin(await there("c-moves"), two);
      expect((await there("c-moves")).parts.map(({ node }) => node)).toEqual([two, two]);
      await engine().removeVolumes("c-moves", one);
      await engine().removeVolumes("c-moves", one);
      expect(await sum(two, "own")).toBe(kept);
      expect(await engine().lookAtVolumes("c-moves", { node: one, set: "own" })).toEqual([]);
      expect(await codeOf(engine().copyVolumes("c-moves", move))).toBe("operation_failed");
      expect(await codeOf(engine().adoptVolumes("c-moves", one))).toBe("operation_failed");
      await clear("c-moves", one, two);
    });

    test("what was restored takes the place of what was in use, once", async () => {
      const [one] = await nodes();
      await make("c-back", one);
      const place = (set: VolumePlace["set"]) => ({ node: one, set });
      const look = (set: VolumePlace["set"]) => engine().lookAtVolumes("c-back", place(set));
      const [owner, name] = ["1000:1000", "store-data"];
      expect(await look("own")).toEqual([{ name, owner, is_empty: true }]);
      expect(await look("restored")).toEqual([]);
      await open().put(one, "c-back", { set: "own", volume: name }, "damaged");
      await open().put(one, "c-back", { set: "restored", volume: name }, "good");
      expect(await look("restored")).toEqual([{ name, owner, is_empty: false }]);
      const good = await engine().sumVolumes("c-back", place("restored"));
      await engine().takeRestored("c-back", one);
      await engine().takeRestored("c-back", one);
      expect(await engine().sumVolumes("c-back", place("own"))).toBe(good);
      expect(await look("restored")).toEqual([]);
      await clear("c-back", one);
      expect(await codeOf(engine().takeRestored("c-back", one))).toBe("operation_failed");
    });

    test("nothing is done with volumes of a node that there is not", async () => {
      const [one] = await nodes();
      expect(await codeOf(engine().makeVolumes("c-none", NOWHERE, OWNERS))).toBe("invalid_state");
      expect(await codeOf(engine().removeVolumes("c-none", NOWHERE))).toBe("invalid_state");
      expect(await codeOf(engine().setTaking(NOWHERE, false))).toBe("not_found");
      await clear("c-none", one);
    });

    test("a lock has one holder, and its id is that of this lock alone", async () => {
      const other = { ...HOLDER, host: "elsewhere", pid: 2 };
      expect(await engine().lockOf("c-lock")).toBe(null);
      expect(await engine().lock("c-lock", HOLDER)).toBe(null);
      const held = await engine().lock("c-lock", other);
      expect(held).toEqual({ id: held?.id, holder: HOLDER });
      expect(await engine().lockOf("c-lock")).toEqual(held);
      expect(await engine().lock("c-lock-2", other)).toBe(null);
      const all = (await engine().locks()).map(({ holder }) => holder.host);
      expect(all.toSorted()).toEqual(["elsewhere", "here"]);
      await engine().unlock(held?.id ?? "");
      expect(await engine().lock("c-lock", other)).toBe(null);
      // Somebody who was slow gives back what he no longer has.
      await engine().unlock(held?.id ?? "");
      expect((await engine().lockOf("c-lock"))?.holder).toEqual(other);
      for (const name of ["c-lock", "c-lock-2"]) {
        await engine().unlock((await engine().lockOf(name))?.id ?? "");
      }
    });

    test("who waits keeps the turn, and waits no more once there are parts", async () => {
      const [one] = await nodes();
      const low = { tier: "free", pool: "low", bots_by_exchange: {} };
      await engine().setPending({ ...low, name: "c-first", bots_by_exchange: { binance: 3 } });
      await engine().setPending({ ...low, name: "c-next" });
      await engine().setPending({ ...low, name: "c-first", bots_by_exchange: { binance: 3 } });
      const found = await engine().pending();
      expect(found.map(({ since: _, ...it }) => it)).toEqual([
        { ...low, name: "c-first", bots_by_exchange: { binance: 3 } },
        { ...low, name: "c-next" },
      ]);
      expect(found.every(({ since }) => !Number.isNaN(Date.parse(since)))).toBe(true);
      expect(await engine().remains("c-next")).toEqual(["pending"]);
      await make("c-next", one);
      expect((await engine().pending()).map(({ name }) => name)).toEqual(["c-first"]);
      for (const name of ["c-first", "c-next"]) await engine().removePending(name);
      await clear("c-next", one);
      expect(await engine().pending()).toEqual([]);
    });

    test("a node takes no more, and takes again", async () => {
      const [, two] = await nodes();
      const state = async () => (await engine().nodes()).find(({ id }) => id === two)?.state;
      for (const taking of [false, false, true, true]) {
        await engine().setTaking(two, taking);
        expect(await state()).toBe(taking ? "ready" : "drained");
      }
    });
  });
}
