import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../helpers/run.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const INFRA = "src/commands/infra";

/** Changes that tear a command's options, notes or view from its definition. */
const MUTATIONS: readonly {
  what: string;
  file: string;
  from: string;
  to: string;
  breaks: string;
}[] = [
  {
    what: "an option that is renamed in the command alone",
    file: `${INFRA}/resize.ts`,
    from: "options.keepOld",
    to: "options.keepOlder",
    breaks: `${INFRA}/resize.ts`,
  },
  {
    what: "an option that is renamed in the definition alone",
    file: `${INFRA}/resize.spec.ts`,
    from: '"--keep-old"',
    to: '"--keep-older"',
    breaks: `${INFRA}/resize.ts`,
  },
  {
    what: "a misspelt note of the journal",
    file: `${INFRA}/create.spec.ts`,
    from: "noted.requests",
    to: "noted.request",
    breaks: `${INFRA}/create.spec.ts`,
  },
  {
    what: "another note than the definition has",
    file: `${INFRA}/destroy.ts`,
    from: "remember({ instances:",
    to: "remember({ instance:",
    breaks: `${INFRA}/destroy.ts`,
  },
  {
    what: "a view that draws another record",
    file: `${INFRA}/destroy.spec.ts`,
    from: "render/views/destroyed.ts",
    to: "render/views/cost.ts",
    breaks: `${INFRA}/destroy.ts`,
  },
];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "quants-ctl-types-"));
  cpSync(join(ROOT, "src"), join(copy, "src"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const config = JSON.parse(readFileSync(join(ROOT, "tsconfig.json"), "utf8")) as object;
  writeFileSync(join(copy, "tsconfig.json"), JSON.stringify({ ...config, include: ["src"] }));
  writeFileSync(join(copy, "package.json"), readFileSync(join(ROOT, "package.json")));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

async function errors(): Promise<string> {
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const { stdout } = await run(process.execPath, [tsc, "--noEmit", "--pretty", "false"], {
    cwd: copy,
  });
  return stdout;
}

describe("does not compile", () => {
  test.each(MUTATIONS)("$what", async ({ file, from, to, breaks }) => {
    const path = join(copy, file);
    const before = readFileSync(path, "utf8");
    expect(before).toContain(from);
    writeFileSync(path, before.replace(from, to));
    try {
      expect(await errors()).toContain(`${breaks}(`);
    } finally {
      writeFileSync(path, before);
    }
  });
});

test("the unchanged copy compiles", async () => {
  expect(await errors()).toBe("");
});
