import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { describeWith, tool } from "../helpers/tools.ts";

const COLOUR = /\u001b\[[0-9;]*m/;

let here: Workplace;
beforeAll(async () => {
  here = makeWorkplace();
  await here.run(["sandbox", "seed", "--instances", "3"]);
});
afterAll(() => here.dispose());

/** The lines that a terminal of this width shows, without colour. */
async function linesAt(columns: number, script: string): Promise<string[]> {
  const { status, stdout } = await here.terminal(script, { columns }).ended;
  expect(status).toBe(0);
  return stripVTControlCharacters(stdout).replaceAll("\r", "").trimEnd().split("\n");
}

describeWith("in a terminal", { script: tool("script") }, () => {
  describe("colour", () => {
    test("is there", async () => {
      const { stdout } = await here.terminal("quants-ctl infra list").ended;
      expect(stdout).toMatch(COLOUR);
    });

    test.each([
      { NO_COLOR: "1" },
      { CLICOLOR: "0" },
      { TERM: "dumb" },
      { TERM: undefined },
      { FORCE_COLOR: "0" },
    ])("is not there with %j (#11.28)", async (env) => {
      const { status, stdout } = await here.terminal("quants-ctl infra list", { env }).ended;
      expect(status).toBe(0);
      expect(stdout).toContain("seed-1");
      expect(stdout).not.toMatch(COLOUR);
    });

    test("goes through a pipe only when forced", async () => {
      const piped = await here.shell("quants-ctl infra list | cat");
      expect(piped.stdout).not.toMatch(COLOUR);
      const forced = await here.shell("quants-ctl infra list | cat", { env: { FORCE_COLOR: "1" } });
      expect(forced.stdout).toMatch(COLOUR);
      const both = await here.shell("quants-ctl infra list", {
        env: { FORCE_COLOR: "1", NO_COLOR: "1" },
      });
      expect(both.stdout).not.toMatch(COLOUR);
    });

    test("is not in JSON", async () => {
      const { stdout } = await here.terminal("quants-ctl infra list --output json").ended;
      expect(stdout).not.toContain("\u001b");
      expect(JSON.parse(stdout)).toHaveLength(3);
    });
  });

  describe("width", () => {
    test.each([80, 200])("a table fits into %i columns", async (columns) => {
      const lines = await linesAt(columns, "quants-ctl infra list 2>/dev/null");
      expect(lines).toHaveLength(4);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    });

    test.each([20, 40])(
      "in %i columns no value is shortened and no row is lost",
      async (columns) => {
        const lines = await linesAt(columns, "quants-ctl infra list 2>/dev/null");
        expect(lines[0]).toMatch(/^NAME +STATUS +PUBLIC IP$/);
        expect(lines.slice(1).map((line) => line.split(/ +/)[0])).toEqual([
          "seed-1",
          "seed-2",
          "seed-3",
        ]);
        for (const line of lines.slice(1)) expect(line).toMatch(/ \d+\.\d+\.\d+\.\d+$/);
      },
    );

    test("columns that have no room are named", async () => {
      const { stdout } = await here.terminal("quants-ctl infra list >/dev/null", { columns: 40 })
        .ended;
      expect(stdout).toBe("");
      const shown = await linesAt(40, "quants-ctl infra list");
      expect(shown).toContainEqual(
        expect.stringMatching(/^\(no room for .*bundle_id.*--columns\)$/),
      );
    });

    test.each([20, 40, 80, 200])("help and info are whole in %i columns", async (columns) => {
      const info = await linesAt(columns, "quants-ctl infra info --name seed-1");
      expect(info).toContainEqual(expect.stringMatching(/^Status +running$/));
      const help = await linesAt(columns, "quants-ctl infra create --help");
      expect(help.join("\n")).toContain("--static-ip");
    });
  });

  describe("a terminal that does not know its size (#11.1)", () => {
    const WAITS = "quants-ctl infra manage --name seed-1 --action reboot --wait ip";
    test.each([
      { columns: 0, TERM: "xterm-256color" },
      { columns: 0, TERM: undefined },
      { columns: 1, TERM: "xterm-256color" },
      { columns: 9_999, TERM: "xterm-256color" },
    ])("does not hold up a wait: $columns columns, TERM $TERM", async ({ columns, TERM }) => {
      const env = { TERM, QUANTS_CTL_SANDBOX_PACE: "fast" };
      const { status, stdout } = await here.terminal(WAITS, { columns, env }).ended;
      expect(status).toBe(0);
      expect(stripVTControlCharacters(stdout)).toMatch(/Action +reboot/);
      expect(stdout.length).toBeLessThan(100_000);
      expect(stdout).not.toContain("\u001b[?25l");
    });

    test.each([
      ...["infra list", "infra info seed-1", "infra metrics seed-1", "infra ports list"],
      ...["infra ip list", "infra snapshot list", "cost", "inventory", "backup plan --name seed-1"],
    ])("%s ends, and is the same as with 80 columns", async (line) => {
      const at = async (columns: number): Promise<string> => {
        const { status, stdout } = await here.terminal(`quants-ctl ${line}`, { columns }).ended;
        expect(status).toBe(0);
        expect(stdout.length).toBeLessThan(20_000);
        return stdout.replaceAll(/\d\d:\d\d:\d\d/g, "");
      };
      expect(await at(0)).toBe(await at(80));
      await at(1);
      await at(20);
    });

    test("a question can be asked and answered", async () => {
      const running = here.terminal("quants-ctl infra destroy --name seed-3", { columns: 0 });
      await running.until(/Type seed-3 to destroy it/);
      running.type("no\r");
      expect((await running.ended).status).toBe(2);
    });
  });

  describe("destroy", () => {
    test("goes on when the name is typed", async () => {
      const running = here.terminal("quants-ctl infra destroy --name seed-1");
      await running.until(/Type seed-1 to destroy it/);
      expect((await here.run(["infra", "list", "--output", "name"])).stdout).toContain("seed-1\n");
      running.type("seed-1\r");
      const ended = await running.ended;
      expect(ended.status).toBe(0);
      expect(stripVTControlCharacters(ended.stdout)).toMatch(/Result +destroyed/);
      const left = await here.run(["infra", "list", "--output", "name"]);
      expect(left.stdout).toBe("seed-2\nseed-3\n");
    });

    test.each([
      { typed: "another name", keys: "seed-3\r", status: 2 },
      { typed: "nothing", keys: "\r", status: 2 },
      { typed: "Ctrl-C", keys: "\u0003", status: 130 },
      { typed: "Ctrl-D", keys: "\u0004", status: 130 },
    ])("leaves all as it is after $typed", async ({ keys, status }) => {
      const running = here.terminal("quants-ctl infra destroy --name seed-2");
      await running.until(/Type seed-2 to destroy it/);
      running.type(keys);
      const ended = await running.ended;
      expect(ended.status).toBe(status);
      expect(ended.stdout).toContain("nothing was changed");
      const left = await here.run(["infra", "list", "--output", "name"]);
      expect(left.stdout).toContain("seed-2\n");
    });

    test("asks without colour under NO_COLOR", async () => {
      const running = here.terminal("quants-ctl infra destroy --name seed-2", {
        env: { NO_COLOR: "1" },
      });
      await running.until(/Type seed-2 to destroy it/);
      running.type("\u0003");
      expect((await running.ended).stdout).not.toMatch(COLOUR);
    });

    test("refuses when its questions could not be seen", async () => {
      const ended = await here.terminal("quants-ctl infra destroy --name seed-2 2>asked; cat asked")
        .ended;
      expect(ended.stdout).toContain("no terminal to confirm on");
    });
  });

  test("Ctrl-C during a wait tells what exists", async () => {
    const running = here.terminal("quants-ctl infra create --name slow --output json >record", {
      env: { QUANTS_CTL_SANDBOX_PACE: "real" },
    });
    await running.until(/slow: pending/);
    running.type("\u0003");
    const ended = await running.ended;
    expect(ended.status).toBe(130);
    expect(ended.stdout).toContain('"interrupted"');
    const record = await here.shell("cat record");
    expect(record.json()).toMatchObject({ name: "slow", status: "pending", not_done: ["wait"] });
  });
});

describe("hostile text reaches the screen as text only:", () => {
  const TEXT = "\u001b[31mred\u001b]0;title\u0007\u009b2J\u202egnol\rx\ny";
  const CONTROL = /[\u0007\u001b\u009b\u202e\r]/;

  test("a name in an error", async () => {
    const shown = await here.run(["infra", "info", "--name", TEXT]);
    expect(shown.status).toBe(2);
    expect(shown.stderr).not.toMatch(CONTROL);
    expect(shown.stderr).toContain("\\x1b[31mred");
  });

  test("a tag, wherever it is shown", async () => {
    await here.run(["infra", "create", "--name", "hostile", "--tag", `key=${TEXT}`, "--no-wait"]);
    const list = await here.run(["infra", "list", "--columns", "name,tags"]);
    const info = await here.run(["infra", "info", "--name", "hostile"]);
    for (const { status, stdout } of [list, info]) {
      expect(status).toBe(0);
      expect(stdout).not.toMatch(CONTROL);
      expect(stdout).toContain("\\x1b[31mred");
    }
    expect(list.stdout.split("\n").filter((line) => line.startsWith("y"))).toEqual([]);
    const json = await here.run(["infra", "info", "--name", "hostile", "--output", "json"]);
    expect(json.json()).toMatchObject({ tags: { key: TEXT } });
    await here.run(["infra", "destroy", "--name", "hostile", "--yes"]);
  });
});
