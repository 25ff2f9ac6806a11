import { mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Finished, type Workplace, makeWorkplace } from "../helpers/process.ts";
import { editRegionFile } from "../helpers/region-file.ts";

let here: Workplace;
beforeEach(() => {
  here = makeWorkplace({ QUANTS_CTL_SANDBOX_PACE: "instant" });
});
afterEach(() => here.dispose());

const run = (line: string, env: Record<string, string> = {}): Promise<Finished> =>
  here.run(line.split(" "), { env });

/** No hang, no bug, and what was asked for is done, or refused in clear words. */
function expectClear({ status, signal, stderr }: Finished, statuses: readonly number[]): void {
  expect({ signal, stderr }).toMatchObject({ signal: null });
  expect(statuses).toContain(status);
  expect(stderr).not.toContain("bug in quants-ctl");
  expect(stderr).not.toMatch(/^ {4}at /m);
}

describe("a pipe among the files (#11.51)", () => {
  test("of the journal", async () => {
    const journal = join(here.directory, "state", "journal");
    mkdirSync(journal, { recursive: true });
    await here.spawn("mkfifo", [join(journal, "x.jsonl")]).ended;
    const env = { QUANTS_CTL_STATE_DIR: join(here.directory, "state") };
    for (const line of [
      "infra create --name web-1",
      "infra log",
      "infra destroy --name web-1 --yes",
    ])
      expectClear(await run(line, env), [0]);
    expectClear(await run("doctor", env), [0, 1]);
    expectClear(await run("infra resume --yes", env), [0, 3, 5]);
  });

  test.each(["ap-northeast-1.json", "server.json", "addresses.json", "x.jsonl"])(
    "of the sandbox: %s",
    async (name) => {
      mkdirSync(here.sandbox, { recursive: true });
      await here.spawn("mkfifo", [join(here.sandbox, name)]).ended;
      for (const line of ["infra list", "infra create --name web-1", "sandbox status"])
        expectClear(await run(line), [0, 1]);
    },
  );
});

describe("folders that are none (#11.51)", () => {
  test.each([
    { XDG_CACHE_HOME: "/proc/x" },
    { XDG_STATE_HOME: "/proc/x" },
    { XDG_CACHE_HOME: "/dev/null" },
    { QUANTS_CTL_STATE_DIR: "/dev/null/x" },
    { QUANTS_CTL_CACHE_DIR: "/proc/1/x" },
  ])("%j", async (env) => {
    for (const line of ["infra list", "infra create --name web-1", "infra log", "doctor"])
      expectClear(await run(line, env as unknown as Record<string, string>), [0, 1]);
  });

  test.each([{ HOME: "" }, { HOME: "home" }, { XDG_STATE_HOME: "s", XDG_CACHE_HOME: "c" }])(
    "%j leaves nothing in the working folder",
    async (env) => {
      const before = readdirSync(here.directory);
      const safe = { XDG_STATE_HOME: join(here.directory, "home", "s") };
      const settled = { ...safe, XDG_CACHE_HOME: join(here.directory, "home", "c"), ...env };
      for (const line of ["infra create --name web-1", "infra log", "inventory --cache-ttl 5m"])
        expectClear(await run(line, settled), [0, 1]);
      expect(readdirSync(here.directory).filter((it) => it !== "sandbox")).toEqual(before);
      expect(readdirSync(join(here.directory, "home")).toSorted()).not.toContain("undefined");
    },
  );

  test("a journal that can't be read keeps no command from its work, and is said", async () => {
    const env = { QUANTS_CTL_STATE_DIR: join(here.directory, "state") };
    mkdirSync(env.QUANTS_CTL_STATE_DIR);
    writeFileSync(join(env.QUANTS_CTL_STATE_DIR, "journal"), "not a folder");
    const made = await run("infra create --name web-1", env);
    expectClear(made, [0]);
    expect(made.stderr).toContain("the journal can't be written");
    expectClear(await run("infra destroy --name web-1 --yes", env), [0]);
    const log = await run("infra log", env);
    expectClear(log, [1]);
    expect(log.stderr).toContain("The journal's folder can't be read");
  });
});

test("a lock with a time in the future is taken over (#11.51)", async () => {
  await run("infra create --name web-1");
  const lock = join(here.sandbox, ".lock");
  mkdirSync(lock);
  const future = Date.now() / 1_000 + 86_400;
  utimesSync(lock, future, future);
  expectClear(await run("infra create --name web-2"), [0]);
});

test.each([
  {
    what: "an instance without its ports",
    edit: (it: Stored) => delete it.resources[0]?.["ports"],
  },
  { what: "a tag that is none", edit: (it: Stored) => ((it.resources[0] ??= {})["tags"] = [null]) },
  { what: "an operation that is none", edit: (it: Stored) => it.operations.push({}) },
])("a record of the sandbox that is damaged is said to be: $what (#11.51)", async ({ edit }) => {
  await run("infra create --name web-1");
  const file = join(here.sandbox, "ap-northeast-1.json");
  editRegionFile<Stored>(file, edit);
  for (const line of ["infra list", "infra info --name web-1", "infra ports list --name web-1"]) {
    const ended = await run(line);
    expectClear(ended, [1]);
    expect(ended.stderr).toContain("The sandbox's state is damaged");
  }
});

interface Stored {
  resources: Record<string, unknown>[];
  operations: Record<string, unknown>[];
}

test("a damaged record of the journal is no bug (#11.51)", async () => {
  await run("infra create --name web-1");
  const journal = join(here.directory, "home", ".local", "state", "quants-ctl", "journal");
  const [name = ""] = readdirSync(journal);
  const text = readFileSync(join(journal, name), "utf8");
  const [asked = ""] = text.split("\n");
  const odd = JSON.stringify({
    type: "remembered",
    at: "2026-01-15T12:00:00.000Z",
    facts: { requests: 1, "release ap-northeast-1 web-1": "x", met: {}, instances: 7, names: null },
  });
  const noted = asked.replace(/"pid":\d+/, '"pid":1').replace(/"started":"[^"]*"/, '"started":"x"');
  writeFileSync(join(journal, "20260115T120000000Z-odd.jsonl"), `${noted}\n${odd}\nnot json\n{}\n`);
  for (const line of ["infra log", "infra log --unfinished", "infra resume --yes", "doctor"])
    expectClear(await run(line), [0, 1, 2, 3, 5]);
  expectClear(await run("infra destroy --name web-1 --yes"), [0]);
});
