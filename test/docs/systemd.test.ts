import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { GLOBAL_OPTIONS } from "../../src/commands/definition/global-options.ts";
import { optionKey } from "../../src/commands/definition/option.ts";
import { findCommand, nodeAt } from "../../src/program/registry.ts";
import { run } from "../helpers/run.ts";
import { describeWith, tool } from "../helpers/tools.ts";

const FOLDER = "docs/systemd";
const units = readdirSync(FOLDER);

/** The words of each call of the program in a unit. */
const callsIn = (name: string): string[][] => {
  const text = readFileSync(join(FOLDER, name), "utf8");
  return [...text.matchAll(/^Exec\w+=.*?quants-ctl (.*)$/gm)].map(([, line = ""]) =>
    line.split(" "),
  );
};

test.each(units.filter((name) => name.endsWith(".service")))(
  "%s runs commands that exist, with options that they have",
  (name) => {
    const calls = callsIn(name);
    const paths = calls.map((words) =>
      words.slice(0, words.length - nodeAt(words).rest.length).join(" "),
    );
    const [, job = ""] = /^quants-ctl-(\w+)\.service$/.exec(name) ?? [];
    expect(paths[0]).toBe(`${job} run`);
    for (const [index, path] of paths.entries()) {
      const known = [...(findCommand(path)?.options ?? []), ...GLOBAL_OPTIONS].map(
        ({ flags }) => `--${optionKey(flags)}`,
      );
      const given = calls[index]?.filter((word) => word.startsWith("--")) ?? [];
      expect(known).toEqual(expect.arrayContaining(given));
    }
  },
);

const analyze = tool("systemd-analyze");
describeWith("systemd-analyze", { "systemd-analyze": analyze }, () => {
  test("finds no fault in the units", async () => {
    const argv = ["verify", "--man=no", ...units.map((name) => join(FOLDER, name))];
    const { status, stderr } = await run(analyze ?? "", argv);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
