import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Finished, makeWorkplace, type Workplace } from "../helpers/process.ts";

let here: Workplace;
beforeEach(() => {
  here = makeWorkplace({ QUANTS_CTL_SANDBOX_PACE: "instant" });
});
afterEach(() => here.dispose());

const run = (...argv: string[]): Promise<Finished> => here.run([...argv, "--output", "json"]);

/**
 * Two commands at once. Every call of theirs takes a while, so that those of one fall between
 * those of the other; which of them is first is not said.
 */
function both(one: readonly string[], other: readonly string[]): Promise<[Finished, Finished]> {
  const faults = join(here.directory, "slow.json");
  writeFileSync(faults, JSON.stringify({ rules: [{ operation: "*", fault: "latency", ms: 60 }] }));
  const start = (argv: readonly string[]): Promise<Finished> =>
    here.run([...argv, "--output", "json"], { env: { QUANTS_CTL_SANDBOX_FAULTS: faults } });
  return Promise.all([start(one), start(other)]);
}

async function tagsOf(name: string): Promise<Record<string, string>> {
  return (await run("infra", "info", "--name", name)).json<{ tags: Record<string, string> }>().tags;
}

async function staticIps(): Promise<{ name: string; attached_to: string | null }[]> {
  return (await run("infra", "ip", "list")).json();
}

/** Whoever did not get what was asked for is told why, with what to do. */
function expectTold({ error }: Finished, codes: readonly string[]): void {
  const { code, message, hint } = error();
  expect(codes).toContain(code);
  expect(message).toBeTruthy();
  expect(hint).toBeTruthy();
}

const ROUNDS = [1, 2];

describe("two operators on one instance", () => {
  test("who set tags of different keys: none is lost", async () => {
    await run("infra", "create", "--name", "one");
    for (const round of ROUNDS) {
      const set = (tag: string): string[] => ["infra", "tag", "set", "--name", "one", "--tag", tag];
      const ended = await both(set(`Left=${round}`), set(`Right=${round}`));
      expect(ended.map(({ status }) => status)).toEqual([0, 0]);
      expect(await tagsOf("one")).toMatchObject({ Left: String(round), Right: String(round) });
    }
  });

  test("who set one tag to different values: one value stays, its writer succeeded", async () => {
    await run("infra", "create", "--name", "one");
    for (const round of ROUNDS) {
      const values = [`a${round}`, `b${round}`] as const;
      const ended = await both(
        ["infra", "tag", "set", "--name", "one", "--tag", `Owner=${values[0]}`],
        ["infra", "tag", "set", "--name", "one", "--tag", `Owner=${values[1]}`],
      );
      const { Owner } = await tagsOf("one");
      const winner = ended[values.findIndex((value) => value === Owner)];
      expect(winner?.status).toBe(0);
      for (const it of ended) if (it.status !== 0) expectTold(it, ["conflict"]);
    }
  });

  test("one stops it while the other destroys it: it is gone, with its address", async () => {
    for (const round of ROUNDS) {
      const name = `gone-${round}`;
      await run("infra", "create", "--name", name, "--static-ip");
      const [stopped, destroyed] = await both(
        ["infra", "manage", "--name", name, "--action", "stop"],
        ["infra", "destroy", "--name", name, "--yes"],
      );
      expect(destroyed.status).toBe(0);
      if (stopped.status !== 0) expectTold(stopped, ["not_found", "invalid_state"]);
      expect(await staticIps()).toEqual([]);
      expect((await run("infra", "list")).json()).toEqual([]);
    }
  });
});

describe("two operators on one static IP", () => {
  test("who move it to different instances: one has it, the other one is told", async () => {
    for (const name of ["one", "two", "three"]) await run("infra", "create", "--name", name);
    await run("infra", "ip", "allocate", "--name", "door", "--attach-to", "one");
    for (const round of ROUNDS) {
      const targets = round % 2 === 1 ? (["two", "three"] as const) : (["one", "two"] as const);
      const ended = await both(
        ["infra", "ip", "move", "door", "--to", targets[0]],
        ["infra", "ip", "move", "door", "--to", targets[1]],
      );
      const [door] = await staticIps();
      const winner = ended[targets.findIndex((name) => name === door?.attached_to)];
      expect(winner?.status).toBe(0);
      for (const it of ended) {
        if (it.status !== 0) expectTold(it, ["conflict", "invalid_state"]);
      }
    }
  });

  test("one destroys its instance while the other moves it: nobody is told wrong", async () => {
    await run("infra", "create", "--name", "target");
    for (const round of ROUNDS) {
      const name = `source-${round}`;
      await run("infra", "create", "--name", name, "--static-ip");
      const [destroyed, moved] = await both(
        ["infra", "destroy", "--name", name, "--yes"],
        ["infra", "ip", "move", `${name}-static-ip`, "--to", "target"],
      );
      const [ip] = await staticIps();
      if (ip === undefined) {
        expect(destroyed.status).toBe(0);
        expect(moved.status).not.toBe(0);
      } else {
        expect(ip.attached_to).toBe("target");
        expect(moved.status).toBe(0);
        if (destroyed.status !== 0) expectTold(destroyed, ["conflict"]);
        await run("infra", "ip", "release", "--name", ip.name, "--force", "--yes");
      }
      const listed = (await run("infra", "list")).json<{ name: string }[]>();
      expect(listed.map((it) => it.name)).toEqual(["target"]);
    }
  });

  test("who both destroy its instance: it is released once", async () => {
    await run("infra", "create", "--name", "one", "--static-ip");
    const argv = ["infra", "destroy", "--name", "one", "--yes"];
    const ended = await both(argv, argv);
    for (const it of ended) if (it.status !== 0) expectTold(it, ["not_found"]);
    expect(await staticIps()).toEqual([]);
  });
});
