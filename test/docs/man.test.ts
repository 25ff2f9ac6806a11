import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type CommandSpec, type GroupSpec } from "../../src/commands/definition/command.ts";
import { COMMANDS } from "../../src/program/registry.ts";
import { isCommand } from "../../src/commands/definition/group.ts";
import { run } from "../helpers/run.ts";
import { describeWith, tool } from "../helpers/tools.ts";

const FOLDER = "dist/man";
const pages = readdirSync(FOLDER).toSorted();

interface Shown {
  path: string;
  node: GroupSpec | CommandSpec;
}

function shown(nodes: readonly (GroupSpec | CommandSpec)[], above: string): Shown[] {
  return nodes
    .filter((node) => !(isCommand(node) && node.hidden === true))
    .flatMap((node) => {
      const path = `${above} ${node.name}`.trim();
      return [{ path, node }, ...shown(node.commands ?? [], path)];
    });
}

describe("manual pages", () => {
  const all = shown(COMMANDS, "");
  const fileOf = (path: string): string => `quants-ctl-${path.replaceAll(" ", "-")}.1`;

  test("there is one of each command and group, and of nothing else (#11.40)", () => {
    const expected = ["quants-ctl.1", ...all.map(({ path }) => fileOf(path))];
    expect(pages).toEqual(expected.toSorted());
    const packed = JSON.parse(readFileSync("package.json", "utf8")) as {
      directories: { man: string };
      files: string[];
    };
    expect(packed.directories.man).toBe(FOLDER);
    expect(packed.files).toContain("dist");
  });

  test.each(all)("that of $path has its summary and every option (#11.40)", ({ path, node }) => {
    const text = readFileSync(join(FOLDER, fileOf(path)), "utf8").replaceAll("\\-", "-");
    const plain = text
      .replaceAll("\\(aq", "'")
      .replaceAll("\\(ga", "`")
      .replaceAll("\\(ti", "~")
      .replaceAll("\\(ha", "^")
      .replaceAll("\\e", "\\");
    expect(plain).toContain(node.summary);
    if (!isCommand(node)) return;
    for (const option of node.options) {
      if (option.aliasOf === undefined) expect(plain).toContain(`\n.B ${option.flags}\n`);
    }
    for (const example of node.examples ?? []) expect(plain).toContain(example);
  });
});

const files = pages.map((name) => join(FOLDER, name));

describeWith("groff", { groff: tool("groff") }, () => {
  test("finds no fault in any page (#11.40)", async () => {
    const { status, stderr } = await run("groff", ["-man", "-ww", "-Tutf8", "-z", ...files]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});

describeWith("man", { man: tool("man") }, () => {
  test("shows a page (#11.40)", async () => {
    const { stdout } = await run("man", ["-l", join(FOLDER, "quants-ctl-infra-create.1")], {
      env: { PATH: process.env["PATH"], MANPAGER: "cat", MANWIDTH: "80", LC_ALL: "C.UTF-8" },
    });
    expect(stdout.replaceAll(/.\u0008/g, "")).toContain("create one or more instances");
  });
});
