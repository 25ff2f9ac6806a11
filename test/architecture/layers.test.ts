import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../helpers/run.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LAYERS = "quants(layers)";
const PLAIN = "quants(no-plain-error)";
const PROPERTY = "eslint(no-restricted-properties)";
const CONSOLE = "eslint(no-console)";

const importing = (source: string): string => `export { x } from "${source}";\n`;
const loading = (source: string): string => `export const x = () => import("${source}");\n`;

/** Path below src, text, the rule that refuses it. */
const REFUSED: readonly [path: string, text: string, rule: string][] = [
  ["core/a.ts", importing("../commands/a.ts"), LAYERS],
  ["core/b.ts", loading("../providers/lightsail/manager.ts"), LAYERS],
  ["core/config/c.ts", importing("../../context.ts"), LAYERS],
  ["core/d.ts", importing("chalk"), LAYERS],
  ["core/e.ts", importing("@aws-sdk/client-lightsail"), LAYERS],
  ["core/f.ts", importing("commander"), LAYERS],
  ["core/g.ts", 'export type { X } from "../program/spec.ts";\n', LAYERS],
  ["core/h.ts", 'export const x = () => { throw new Error("x"); };\n', PLAIN],
  ["core/i.ts", 'console.log("x");\n', CONSOLE],
  ["core/j.ts", "process.exit(1);\n", PROPERTY],
  ["core/k.ts", "process.exitCode = 1;\n", PROPERTY],
  ["commands/a.ts", importing("../providers/sandbox/index.ts"), LAYERS],
  ["commands/infra/b.ts", loading("../../providers/lightsail/manager.ts"), LAYERS],
  ["commands/infra/c.ts", importing("../../program/spec.ts"), LAYERS],
  ["commands/infra/d.ts", importing("../../context.ts"), LAYERS],
  ["commands/infra/e.ts", importing("chalk"), LAYERS],
  ["commands/infra/f.ts", importing("cli-table3"), LAYERS],
  ["commands/infra/g.ts", loading("inquirer"), LAYERS],
  ["commands/infra/h.ts", importing("@aws-sdk/client-lightsail"), LAYERS],
  ["commands/infra/ip/i.ts", loading("../../../providers/lightsail/manager.ts"), LAYERS],
  ["commands/infra/ip/j.ts", importing("../../../program/spec.ts"), LAYERS],
  ["commands/infra/ip/k.ts", importing("chalk"), LAYERS],
  ["render/i.ts", loading("inquirer"), LAYERS],
  ["render/j.ts", importing("ora"), LAYERS],
  ["render/views/k.ts", importing("../../providers/sandbox/index.ts"), LAYERS],
  ["commands/shared/prompt.ts", importing("inquirer"), LAYERS],
  ["providers/lightsail/a.ts", importing("../sandbox/index.ts"), LAYERS],
  ["providers/lightsail/b.ts", importing("../../commands/command.ts"), LAYERS],
  ["providers/lightsail/c.ts", importing("chalk"), LAYERS],
  ["providers/sandbox/d.ts", loading("../lightsail/manager.ts"), LAYERS],
  ["providers/sandbox/state/e.ts", importing("../../lightsail/manager.ts"), LAYERS],
  ["providers/sandbox/state/f.ts", importing("../../../context.ts"), LAYERS],
  ["context.ts", importing("./providers/lightsail/manager.ts"), LAYERS],
  ["index.ts", importing("./commands/command.ts"), LAYERS],
  ["program.ts", importing("./commands/infra/list.ts"), LAYERS],
  ["program/a.ts", loading("../providers/lightsail/manager.ts"), LAYERS],
  ["program/completion/b.ts", importing("../../providers/lightsail/manager.ts"), LAYERS],
  ["process.ts", importing("./commands/infra/list.ts"), LAYERS],
  ["bin.ts", importing("./program.ts"), LAYERS],
  ["process.ts", importing("./render/table.ts"), LAYERS],
  ["core/l.ts", 'export type X = typeof import("../commands/index.ts");\n', LAYERS],
  ["render/l.ts", importing("../commands/index.ts"), LAYERS],
  ["code-cache.ts", importing("./core/errors.ts"), LAYERS],
  ["version.ts", 'export * from "./core/errors.ts";\n', LAYERS],
];

const ALLOWED: readonly [path: string, text: string][] = [
  ["core/config/ok.ts", importing("../errors.ts")],
  ["commands/infra/ok.ts", importing("../../core/errors.ts") + importing("../command.ts")],
  ["render/ok.ts", importing("chalk") + loading("ora")],
  ["providers/lightsail/ok.ts", importing("@aws-sdk/client-lightsail")],
  ["providers/sandbox/state/ok.ts", importing("../names.ts") + importing("../../../core/x.ts")],
  ["program/ok.ts", loading("../commands/infra/list.ts") + importing("commander")],
  ["process.ts", importing("./render/writer.ts") + importing("./program.ts")],
  ["program.ts", importing("./commands/definition/group.ts")],
  ["program.ts", 'import type { X } from "./commands/infra/list.ts";\nexport type Y = X;\n'],
];

interface Report {
  diagnostics: { code: string; filename: string }[];
}

/** A folder of its own for each case: several are about the same file. */
const caseOf = (path: string, text: string): string =>
  String([...REFUSED, ...ALLOWED].findIndex((it) => it[0] === path && it[1] === text));

let folder: string;
let found: Map<string, string[]>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "quants-ctl-lint-"));
  const config = JSON.parse(readFileSync(join(ROOT, ".oxlintrc.json"), "utf8")) as object;
  // Without types: the files of this test belong to no project, and none of these rules needs them.
  const anywhere = JSON.stringify({ ...config, options: {} }).replaceAll('"src/', '"**/src/');
  writeFileSync(join(folder, ".oxlintrc.json"), anywhere);
  cpSync(join(ROOT, "scripts", "lint"), join(folder, "scripts", "lint"), { recursive: true });
  for (const [path, text] of [...REFUSED, ...ALLOWED]) {
    const file = join(folder, caseOf(path, text), "src", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const oxlint = join(ROOT, "node_modules", "oxlint", "bin", "oxlint");
  const argv = [oxlint, "--format", "json", "."];
  const { stdout, stderr } = await run(process.execPath, argv, { cwd: folder });
  if (!stdout.startsWith("{")) throw new Error(`oxlint: ${stdout}${stderr}`);
  const { diagnostics } = JSON.parse(stdout) as Report;
  found = new Map();
  for (const { code, filename } of diagnostics) {
    const path = filename;
    found.set(path, [...(found.get(path) ?? []), code]);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(REFUSED)("%s may not: %j", (path, text, rule) => {
  expect(found.get(join(caseOf(path, text), "src", path))).toContain(rule);
});

test.each(ALLOWED)("%s may: %j", (path, text) => {
  expect(found.get(join(caseOf(path, text), "src", path)) ?? []).toEqual([]);
});
