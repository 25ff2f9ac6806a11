import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "./helpers/run.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const IMPORTS = "eslint(no-restricted-imports)";
const LAZY = "quants(lazy-import)";
const PLAIN = "quants(no-plain-error)";
const PROPERTY = "eslint(no-restricted-properties)";
const CONSOLE = "eslint(no-console)";

const importing = (source: string): string => `export { x } from "${source}";\n`;
const loading = (source: string): string => `export const x = () => import("${source}");\n`;

/** Path below src, text, the rule that refuses it. */
const REFUSED: readonly [path: string, text: string, rule: string][] = [
  ["core/a.ts", importing("../commands/a.ts"), IMPORTS],
  ["core/b.ts", loading("../providers/lightsail/manager.ts"), IMPORTS],
  ["core/config/c.ts", importing("../../context.ts"), IMPORTS],
  ["core/d.ts", importing("chalk"), IMPORTS],
  ["core/e.ts", importing("@aws-sdk/client-lightsail"), IMPORTS],
  ["core/f.ts", importing("commander"), IMPORTS],
  ["core/g.ts", 'export type { X } from "../program/spec.ts";\n', IMPORTS],
  ["core/h.ts", 'export const x = () => { throw new Error("x"); };\n', PLAIN],
  ["core/i.ts", 'console.log("x");\n', CONSOLE],
  ["core/j.ts", "process.exit(1);\n", PROPERTY],
  ["core/k.ts", "process.exitCode = 1;\n", PROPERTY],
  ["commands/a.ts", importing("../providers/sandbox/index.ts"), IMPORTS],
  ["commands/infra/b.ts", loading("../../providers/lightsail/manager.ts"), IMPORTS],
  ["commands/infra/c.ts", importing("../../program/spec.ts"), IMPORTS],
  ["commands/infra/d.ts", importing("../../context.ts"), IMPORTS],
  ["commands/infra/e.ts", importing("chalk"), IMPORTS],
  ["commands/infra/f.ts", importing("cli-table3"), IMPORTS],
  ["commands/infra/g.ts", loading("inquirer"), IMPORTS],
  ["commands/infra/h.ts", importing("@aws-sdk/client-lightsail"), IMPORTS],
  ["commands/infra/ip/i.ts", loading("../../../providers/lightsail/manager.ts"), IMPORTS],
  ["commands/infra/ip/j.ts", importing("../../../program/spec.ts"), IMPORTS],
  ["commands/infra/ip/k.ts", importing("chalk"), IMPORTS],
  ["render/i.ts", loading("inquirer"), IMPORTS],
  ["render/j.ts", importing("ora"), LAZY],
  ["render/views/k.ts", importing("../../providers/sandbox/index.ts"), IMPORTS],
  ["commands/shared/prompt.ts", importing("inquirer"), LAZY],
  ["providers/lightsail/a.ts", importing("../sandbox/index.ts"), IMPORTS],
  ["providers/lightsail/b.ts", importing("../../commands/command.ts"), IMPORTS],
  ["providers/lightsail/c.ts", importing("chalk"), IMPORTS],
  ["providers/sandbox/d.ts", loading("../lightsail/manager.ts"), IMPORTS],
  ["providers/sandbox/state/e.ts", importing("../../lightsail/manager.ts"), IMPORTS],
  ["providers/sandbox/state/f.ts", importing("../../../context.ts"), IMPORTS],
  ["context.ts", importing("./providers/lightsail/manager.ts"), LAZY],
  ["index.ts", importing("./commands/command.ts"), IMPORTS],
  ["program.ts", importing("./commands/infra/list.ts"), LAZY],
  ["program/a.ts", loading("../providers/lightsail/manager.ts"), IMPORTS],
  ["program/completion/b.ts", importing("../../providers/lightsail/manager.ts"), IMPORTS],
  ["process.ts", importing("./commands/infra/list.ts"), IMPORTS],
  ["bin.ts", importing("./program.ts"), IMPORTS],
];

const ALLOWED: readonly [path: string, text: string][] = [
  ["core/config/ok.ts", importing("../errors.ts")],
  ["commands/infra/ok.ts", importing("../../core/errors.ts") + importing("../command.ts")],
  ["render/ok.ts", importing("chalk") + loading("ora")],
  ["providers/lightsail/ok.ts", importing("@aws-sdk/client-lightsail")],
  ["providers/sandbox/state/ok.ts", importing("../names.ts") + importing("../../../core/x.ts")],
  ["program/ok.ts", loading("../commands/infra/list.ts") + importing("commander")],
  ["program/completion/capture.ts", "console.log = () => undefined;\n"],
];

interface Report {
  diagnostics: { code: string; filename: string }[];
}

let folder: string;
let found: Map<string, string[]>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "quants-ctl-lint-"));
  const config = JSON.parse(readFileSync(join(ROOT, ".oxlintrc.json"), "utf8")) as object;
  // Without types: the files of this test belong to no project, and none of these rules needs them.
  writeFileSync(join(folder, ".oxlintrc.json"), JSON.stringify({ ...config, options: {} }));
  cpSync(join(ROOT, "scripts", "lint"), join(folder, "scripts", "lint"), { recursive: true });
  for (const [path, text] of [...REFUSED, ...ALLOWED]) {
    const file = join(folder, "src", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const oxlint = join(ROOT, "node_modules", "oxlint", "bin", "oxlint");
  const argv = [oxlint, "--format", "json", "src"];
  const { stdout, stderr } = await run(process.execPath, argv, { cwd: folder });
  if (!stdout.startsWith("{")) throw new Error(`oxlint: ${stdout}${stderr}`);
  const { diagnostics } = JSON.parse(stdout) as Report;
  found = new Map();
  for (const { code, filename } of diagnostics) {
    const path = filename.replace(/^src\//, "");
    found.set(path, [...(found.get(path) ?? []), code]);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(REFUSED)("%s may not: %j", (path, _text, rule) => {
  expect(found.get(path)).toContain(rule);
});

test.each(ALLOWED)("%s may: %j", (path) => {
  expect(found.get(path) ?? []).toEqual([]);
});
