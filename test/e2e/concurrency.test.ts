import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeWorkplace, type Finished, type Workplace } from "../helpers/process.ts";

let here: Workplace;
beforeEach(() => {
  here = makeWorkplace({ QUANTS_CTL_SANDBOX_PACE: "instant" });
});
afterEach(() => here.dispose());

async function names(): Promise<string[]> {
  const listed = await here.run(["infra", "list", "--output", "json"]);
  return listed.json<{ name: string }[]>().map((it) => it.name);
}

const create = (name: string, ...more: string[]): Promise<Finished> =>
  here.run(["infra", "create", "--name", name, "--output", "json", ...more]);

describe("processes at the same time", () => {
  test("that create the same name: one wins, the other is told", async () => {
    for (let round = 0; round < 10; round += 1) {
      const name = `same-${round}`;
      const both = await Promise.all([create(name), create(name)]);
      expect(both.map((it) => it.status).toSorted()).toEqual([0, 5]);
      const loser = both.find((it) => it.status === 5);
      expect(loser?.stdout).toBe("");
      expect(loser?.error()).toMatchObject({ code: "name_in_use", resource: name });
    }
    expect(await names()).toHaveLength(10);
  });

  test("that converge on the same name: both succeed, one has made it", async () => {
    const both = await Promise.all([
      create("shared", "--if-not-exists"),
      create("shared", "--if-not-exists"),
    ]);
    expect(both.map((it) => it.status)).toEqual([0, 0]);
    const changed = both.map((it) => it.json<{ changed: boolean }>().changed);
    expect(changed.toSorted()).toEqual([false, true]);
    expect(await names()).toEqual(["shared"]);
  });

  test("that create eight names: all are there, each with its own addresses", async () => {
    const wanted = Array.from({ length: 8 }, (_, index) => `worker-${index + 1}`);
    const ended = await Promise.all(wanted.map((name) => create(name)));
    expect(ended.map((it) => it.status)).toEqual(wanted.map(() => 0));
    const listed = await here.run(["infra", "list", "--output", "json"]);
    const records = listed.json<Record<"name" | "public_ip" | "private_ip", string>[]>();
    expect(records.map((it) => it.name).toSorted()).toEqual(wanted);
    expect(new Set(records.map((it) => it.public_ip)).size).toBe(8);
    expect(new Set(records.map((it) => it.private_ip)).size).toBe(8);
  });

  test("that destroy the same instance: it goes once, its static IP too", async () => {
    await create("once", "--static-ip");
    const both = await Promise.all(
      [1, 2].map(() => here.run(["infra", "destroy", "--name", "once", "--yes", "-o", "json"])),
    );
    for (const { status } of both) expect([0, 3]).toContain(status);
    expect(both.map((it) => it.status)).toContain(0);
    const status = await here.run(["sandbox", "status", "--output", "json"]);
    expect(status.json()).toMatchObject({ regions: [{ instances: 0, static_ips: 0 }] });
  });
});

describe("a create that is killed", () => {
  test.each([/one: created/, /static IP .* allocated/, /static IP .* attached/])(
    "after %s is finished by repeating it, and nothing is doubled",
    async (moment) => {
      const argv = ["infra", "create", "--name", "one", "--static-ip"];
      const running = here.start(argv, { env: { QUANTS_CTL_SANDBOX_PACE: "fast" } });
      await running.until(moment, "stderr");
      running.kill("SIGKILL");
      await running.ended;

      const again = await here.run([...argv, "--if-not-exists", "--output", "json"]);
      expect(again.status).toBe(0);
      expect(again.json()).toMatchObject({
        name: "one",
        status: "running",
        is_static_ip: true,
        static_ip_name: "one-static-ip",
        not_done: [],
      });
      const status = await here.run(["sandbox", "status", "--output", "json"]);
      expect(status.json()).toMatchObject({ regions: [{ instances: 1, static_ips: 1 }] });
    },
  );

  test("while many write leaves a state that can be read", async () => {
    for (let round = 0; round < 4; round += 1) {
      const many = Array.from({ length: 12 }, (_, index) => ["--name", `n-${round}-${index}`]);
      const running = here.start(["infra", "create", "--no-wait", ...many.flat()]);
      // In the middle of the dozen: some are made, others are not.
      await running.until(/: created\n(?:.*\n)*.*: created/, "stderr");
      running.kill("SIGKILL");
      await running.ended;
      const repeated = await here.run([
        ...["infra", "create", "--no-wait", "--if-not-exists", "--output", "json"],
        ...many.flat(),
      ]);
      expect(repeated).toMatchObject({ status: 0 });
      expect(await names()).toHaveLength(12 * (round + 1));
    }
    // Nothing of the killed ones is left to pile up.
    expect(
      readdirSync(here.sandbox).filter((name) => !/^[\w-]+\.json$/.test(name)).length,
    ).toBeLessThanOrEqual(4);
  });
});
