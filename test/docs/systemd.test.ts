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

test.each(units.filter((name) => name.endsWith(".service")))(
  "%s runs a command that exists, with options that it has",
  (name) => {
    const [, line = ""] =
      /^ExecStart=.*?quants-ctl (.*)$/m.exec(readFileSync(join(FOLDER, name), "utf8")) ?? [];
    const words = line.split(" ");
    const path = words.slice(0, words.length - nodeAt(words).rest.length).join(" ");
    const known = [...(findCommand(path)?.options ?? []), ...GLOBAL_OPTIONS].map(
      ({ flags }) => `--${optionKey(flags)}`,
    );
    expect(path).toBe("backup run");
    expect(known).toEqual(expect.arrayContaining(words.filter((word) => word.startsWith("--"))));
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
