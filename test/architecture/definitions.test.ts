import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CliOptions, makeCli } from "../helpers/cli.ts";
import { run } from "../helpers/run.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const INFRA = "src/commands/infra";

interface Mutation {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Files that then have errors. */
  readonly breaks: readonly string[];
}

/**
 * Changes that tear a command's options, notes or view from its definition. Those of one round are
 * compiled together, as they break different files.
 */
const ROUNDS: readonly (readonly Mutation[])[] = [
  [
    {
      what: "an option that is renamed in the command alone",
      file: `${INFRA}/resize/resize.ts`,
      from: "options.keepOld",
      to: "options.keepOlder",
      breaks: [`${INFRA}/resize/resize.ts`],
    },
    {
      what: "a misspelt note of the journal",
      file: `${INFRA}/create.spec.ts`,
      from: "noted.requests",
      to: "noted.request",
      breaks: [`${INFRA}/create.spec.ts`],
    },
    {
      what: "another note than the definition has",
      file: `${INFRA}/destroy.ts`,
      from: "remember({ instances:",
      to: "remember({ instance:",
      breaks: [`${INFRA}/destroy.ts`],
    },
  ],
  [
    {
      what: "an option that is renamed in the definition alone",
      file: `${INFRA}/resize.spec.ts`,
      from: '"--keep-old"',
      to: '"--keep-older"',
      breaks: [`${INFRA}/resize/options.ts`, `${INFRA}/resize/resize.ts`],
    },
    {
      what: "a view that draws another record",
      file: `${INFRA}/destroy.spec.ts`,
      from: "render/views/destroyed.ts",
      to: "render/views/cost.ts",
      breaks: [`${INFRA}/destroy.ts`],
    },
  ],
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

/** Files that do not compile. What was not changed since the last time is not looked at again. */
async function broken(): Promise<string[]> {
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const known = ["--incremental", "--tsBuildInfoFile", join(copy, "known.tsbuildinfo")];
  const argv = [tsc, "--noEmit", "--pretty", "false", ...known];
  const { stdout } = await run(process.execPath, argv, { cwd: copy });
  const files = [...stdout.matchAll(/^(\S[^(\n]*)\(\d+,\d+\): error /gm)].map(([, it = ""]) => it);
  if (files.length === 0 && stdout !== "") throw new Error(stdout);
  return [...new Set(files)].toSorted();
}

test("the unchanged copy compiles", async () => {
  expect(await broken()).toEqual([]);
});

describe("does not compile", () => {
  test.each(
    ROUNDS.map((mutations) => ({ what: mutations.map((it) => it.what).join("; "), mutations })),
  )("$what", async ({ mutations }) => {
    const before = mutations.map(({ file }) => readFileSync(join(copy, file), "utf8"));
    for (const [index, { file, from, to }] of mutations.entries()) {
      const text = before[index] ?? "";
      expect(text).toContain(from);
      writeFileSync(join(copy, file), text.replace(from, to));
    }
    try {
      expect(await broken()).toEqual(mutations.flatMap((it) => it.breaks).toSorted());
    } finally {
      for (const [index, { file }] of mutations.entries()) {
        writeFileSync(join(copy, file), before[index] ?? "");
      }
    }
  });
});

/** A new changing command: all that it takes, as DEVELOPER_GUIDE shows it. */
const RENAME = {
  [`${INFRA}/tag/rename.spec.ts`]: `import { parseTagKey } from "../../../core/instances/tags.ts";
import { defineCommand } from "../../definition/command.ts";
import { CHANGE_TIMEOUT, DRY_RUN, NAMES_ARGUMENT } from "../../definition/options.ts";
import { asItWas } from "../../definition/resumption.ts";
import { WHICH } from "./options.ts";

export const spec = defineCommand({
  name: "rename",
  summary: "give a tag another key; its value stays",
  examples: ["quants-ctl infra tag rename --name dev-monitor --from Team --to Owner"],
  argument: NAMES_ARGUMENT,
  options: [
    ...WHICH,
    { flags: "--from <key>", help: "key that it has", required: true, parse: parseTagKey },
    { flags: "--to <key>", help: "key that it gets", required: true, parse: parseTagKey },
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  resume: asItWas,
  view: () => import("../../../render/views/tagged.ts"),
  load: () => import("./rename.ts"),
});
`,
  [`${INFRA}/tag/rename.ts`]: `import type { Command } from "../../definition/command.ts";
import { changeTags } from "./change.ts";
import type { spec } from "./rename.spec.ts";

export const command: Command<typeof spec> = ({ from, to, ...options }, context) =>
  changeTags(
    ({ tags }) => (tags[from] === undefined ? {} : { [from]: null, [to]: tags[from] }),
    options,
    context,
  );
`,
};
const IN_INDEX = 'export { spec as rename } from "./rename.spec.ts";\n';

describe("a new changing command", () => {
  const index = (): string => join(copy, INFRA, "tag", "index.ts");
  beforeAll(() => {
    for (const [file, text] of Object.entries(RENAME)) writeFileSync(join(copy, file), text);
    writeFileSync(index(), readFileSync(index(), "utf8") + IN_INDEX);
  });

  test("takes two files and a line in an index, 35 lines in all", async () => {
    const lines = (Object.values(RENAME).join("") + IN_INDEX).trim().split("\n");
    expect(lines.length).toBeLessThanOrEqual(35);
    expect(await broken()).toEqual([]);
  });

  test("is what DEVELOPER_GUIDE shows", () => {
    const guide = readFileSync(join(ROOT, "docs", "DEVELOPER_GUIDE.md"), "utf8");
    for (const text of [...Object.values(RENAME), IN_INDEX]) expect(guide).toContain(text);
  });

  test("has help, a dry run, a journal and a result without another line", async () => {
    const { main } = (await import(join(copy, "src", "program.ts"))) as {
      main: NonNullable<CliOptions["main"]>;
    };
    const cli = makeCli({ main });
    await cli("infra create --name web-1 --tag Team=ops");
    const rename = ["infra", "tag", "rename", "web-1", "--from", "Team", "--to", "Owner"];
    expect((await cli("infra tag --help")).stdout).toContain("give a tag another key");
    const planned = (await cli(...rename, "--dry-run", "--output", "json")).json();
    expect(planned).toMatchObject({ dry_run: true, changes: [{ kind: "tag" }, { kind: "tag" }] });
    const renamed = (await cli(...rename, "--output", "json")).json();
    expect(renamed).toMatchObject({ changed: true, tags: { Owner: "ops" } });
    expect((await cli("infra log --output json")).json()).toMatchObject([
      { command: "infra create" },
      { command: "infra tag rename", status: "done" },
    ]);
    cli.dispose();
  });
});
