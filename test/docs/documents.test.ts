import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { GLOBAL_OPTIONS } from "../../src/commands/definition/global-options.ts";
import { isCommand } from "../../src/commands/definition/group.ts";
import { nodeAt } from "../../src/program/registry.ts";
import { tool } from "../helpers/tools.ts";
import { type Block, Shell, consoleBlocks, fileBlocks, normalise } from "./console.ts";

const documents = [
  "README.md",
  ...readdirSync("docs").map((name) => join("docs", name)),
  "src/providers/sandbox/BEHAVIOUR.md",

  "CHANGELOG.md",
].filter((name) => name.endsWith(".md"));

/** `UPDATE_DOCS=1` writes what the commands really print into the documents. */
const updating = process.env["UPDATE_DOCS"] === "1";

describe.each(documents)("%s", (document) => {
  const text = readFileSync(document, "utf8");
  const blocks = consoleBlocks(text);
  const shell = new Shell();
  // Written before the first command: later ones may have changed them.
  for (const { name, text: content } of fileBlocks(text)) shell.write(name, content);
  let updated = text;
  afterAll(async () => {
    if (updating && updated !== text) writeFileSync(document, updated);
    await shell.close();
  });

  for (const block of blocks) {
    const missing = missingTool(block);
    const title = `the commands at line ${block.line} print what it shows`;
    const why = missing === undefined ? "" : ` (skipped: ${missing} is not on this machine)`;
    test.skipIf(missing !== undefined)(`${title}${why}`, async () => {
      for (const { command, output, line } of block.examples) {
        const actual = normalise(await shell.run(command));
        if (updating) {
          updated = updated.replace(`$ ${command}\n${output}`, `$ ${command}\n${actual}`);
        } else {
          expect(actual, `output of line ${line}: ${command}`).toBe(normalise(output));
        }
      }
    });
  }

  test("every quants-ctl command in it exists, with every option", () => {
    const commands = [...text.matchAll(/(?:^|[\s`$(|])quants-ctl ([a-z][^`\n|)"']*)/g)];
    const wrong = commands
      .map(([, words]) => faultOf(words ?? ""))
      .filter((fault) => fault !== null);
    expect(wrong).toEqual([]);
  });

  test("every link to a file leads somewhere", () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? "");
    expect(links.filter((link) => !existsSync(join(dirname(document), link)))).toEqual([]);
  });
});

function missingTool({ needs }: Block): string | undefined {
  if (needs === undefined || tool(needs) !== null) return undefined;
  // Where everything is required, the block runs and fails.
  return process.env["QUANTS_REQUIRE_TOOLS"] === "1" ? undefined : needs;
}

function faultOf(all: string): string | null {
  // What stands behind -- is another program's.
  const [text = ""] = all.replace(/[.,:;]$/, "").split(" -- ");
  const words = text.split(/\s+/);
  const { node, rest } = nodeAt(words);
  const [next = ""] = rest;
  if (node === undefined) return `quants-ctl ${text}`;
  // Prose such as "quants-ctl infra" names a group alone.
  if (!isCommand(node)) return /^[a-z][a-z-]*$/.test(next) ? `quants-ctl ${text}` : null;
  const known = [...node.options, ...GLOBAL_OPTIONS].flatMap(
    (it) => it.flags.match(/--?[a-z][a-z-]*/g) ?? [],
  );
  const unknown = (text.match(/(?<=\s)--?[a-z][a-z-]*/g) ?? []).filter(
    (flag) => flag !== "--help" && !known.includes(flag),
  );
  return unknown.length === 0 ? null : `quants-ctl ${text}: ${unknown.join(", ")}`;
}
