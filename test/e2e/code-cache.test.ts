import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { executable, makeWorkplace, type Finished, type Workplace } from "../helpers/process.ts";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
/** Node has a cache of its own, whose files are its own affair. */
const NODES_OWN = major > 22 || (major === 22 && minor >= 1);

let here: Workplace;
/** A copy of the built program, free to be edited. */
let program: string;
let base: string;
let cache: string;

beforeEach(() => {
  here = makeWorkplace();
  program = join(here.directory, "program", "dist");
  cpSync(dirname(executable()), program, { recursive: true });
  base = join(here.directory, "cache");
  cache = join(base, "quants-ctl", "code");
});
afterEach(() => here.dispose());

const help = (env: Record<string, string | undefined> = {}): Promise<Finished> =>
  here.spawn(process.execPath, [join(program, "bin.cjs"), "--help"], {
    env: { XDG_CACHE_HOME: base, ...env },
  }).ended;

const listed = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Replaces text in the chunk that has it by other text of the same length. */
function edit(from: string, to: string): string {
  expect(to).toHaveLength(from.length);
  const chunks = join(program, "chunks");
  const name = readdirSync(chunks).find((it) =>
    readFileSync(join(chunks, it), "utf8").includes(from),
  );
  if (name === undefined) throw new Error(`"${from}" is in no chunk`);
  const path = join(chunks, name);
  const { atime, mtime } = statSync(path);
  writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  utimesSync(path, atime, mtime);
  return name;
}

test("what was compiled is kept for the user alone, and used", async () => {
  const first = await help();
  expect(first).toMatchObject({ status: 0, stderr: "" });
  expect(statSync(cache).mode & 0o777).toBe(0o700);
  const made = listed(cache);
  expect(made.length).toBeGreaterThan(0);
  for (const file of made) expect(statSync(file).mode & 0o077).toBe(0);

  const before = made.map((file) => statSync(file).ino);
  const second = await help();
  expect(second).toEqual(expect.objectContaining({ status: 0, stdout: first.stdout, stderr: "" }));
  expect(listed(cache).map((file) => statSync(file).ino)).toEqual(before);
});

test("an edit of the same length is run as edited", async () => {
  expect((await help()).stdout).toContain("Controls fleets on");
  expect((await help()).stdout).toContain("Controls fleets on");
  edit("Controls fleets on", "Controls FLEETS on");
  expect((await help()).stdout).toContain("Controls FLEETS on");
  expect((await help()).stdout).toContain("Controls FLEETS on");
});

describe("there is none, and no word about it,", () => {
  const fails = async (env: Record<string, string | undefined> = {}): Promise<void> => {
    expect(await help(env)).toMatchObject({ status: 0, stderr: "" });
    expect(await help(env)).toMatchObject({ status: 0, stderr: "" });
  };

  test("when it is turned off", async () => {
    await fails({ QUANTS_CTL_NO_CODE_CACHE: "1" });
    expect(exists(base)).toBe(false);
  });

  test("without a home", async () => {
    await fails({ XDG_CACHE_HOME: undefined, HOME: undefined });
    await fails({ XDG_CACHE_HOME: "relative", HOME: "" });
    expect(exists(join(here.directory, "relative"))).toBe(false);
  });

  test("when its place is a file, or below one", async () => {
    writeFileSync(base, "");
    await fails();
    await fails({ XDG_CACHE_HOME: "/dev/null" });
  });

  test("when others may write to it", async () => {
    mkdirSync(cache, { recursive: true });
    chmodSync(cache, 0o777);
    await fails();
    expect(listed(cache)).toEqual([]);
  });

  test("when it is a link to somewhere else", async () => {
    const target = join(here.directory, "elsewhere");
    mkdirSync(target, { mode: 0o700 });
    mkdirSync(dirname(cache), { recursive: true });
    symlinkSync(target, cache);
    await fails();
    expect(listed(target)).toEqual([]);
  });

  test("when it is another user's", async ({ skip }) => {
    skip(process.getuid?.() !== 0, "only root can run as somebody else");
    expect((await help()).status).toBe(0);
    const made = listed(cache);
    for (const path of [here.directory, join(here.directory, "tmp"), base, dirname(cache)]) {
      chmodSync(path, 0o755);
    }
    chmodSync(cache, 0o755);
    chmodSync(cache, 0o700);
    const other = await here.spawn(process.execPath, [join(program, "bin.cjs"), "--help"], {
      env: { XDG_CACHE_HOME: base },
      uid: 65_534,
    }).ended;
    expect(other).toMatchObject({ status: 0, stderr: "" });
    expect(listed(cache)).toEqual(made);
  });

  test("when the home is another user's, as with sudo", async ({ skip }) => {
    skip(process.getuid?.() !== 0, "only root can run as somebody else");
    const home = join(here.directory, "theirs");
    mkdirSync(home, { mode: 0o777 });
    chmodSync(home, 0o777);
    chmodSync(here.directory, 0o755);
    const run = (uid: number | undefined): Promise<Finished> =>
      here.spawn(process.execPath, [join(program, "bin.cjs"), "--help"], {
        env: { XDG_CACHE_HOME: home },
        ...(uid !== undefined && { uid }),
      }).ended;
    expect(await run(65_534)).toMatchObject({ status: 0, stderr: "" });
    expect(readdirSync(home)).toEqual([]);
  });
});

describe.skipIf(NODES_OWN)("an entry that is no use is made anew:", () => {
  test.each([
    ["empty", () => Buffer.alloc(0)],
    ["cut off", (entry: Buffer) => entry.subarray(0, entry.length / 2)],
    ["cut off at the front", (entry: Buffer) => entry.subarray(1000)],
    ["something else", (entry: Buffer) => Buffer.alloc(entry.length, 7)],
    ["a text", () => Buffer.from("process.exit(7)")],
    [
      "damaged",
      (entry: Buffer) => {
        const other = Buffer.from(entry);
        other.writeUInt8(other.readUInt8(500) ^ 1, 500);
        return other;
      },
    ],
    [
      "of another V8",
      (entry: Buffer) => {
        const other = Buffer.from(entry);
        // Its version stands in the second word, and the data is there twice.
        const version = entry.subarray(0, 8);
        for (const at of [0, entry.lastIndexOf(version)]) {
          other.writeUInt32LE((other.readUInt32LE(at + 4) ^ 1) >>> 0, at + 4);
        }
        return other;
      },
    ],
  ])("%s", async (_what, spoil) => {
    const { stdout } = await help();
    const entries = new Map(listed(cache).map((file) => [file, readFileSync(file)]));
    for (const [file, entry] of entries) writeFileSync(file, spoil(entry));
    expect(await help()).toMatchObject({ status: 0, stdout, stderr: "" });
    for (const [file, entry] of entries) {
      expect(readFileSync(file).equals(spoil(entry))).toBe(false);
      expect(readFileSync(file).length).toBeGreaterThan(entry.length / 2);
    }
  });

  test("a folder in an entry's place", async () => {
    const { stdout } = await help();
    const [file = ""] = listed(cache);
    const again = join(here.directory, "again");
    mkdirSync(join(again, "quants-ctl", "code", file.slice(cache.length)), { recursive: true });
    chmodSync(join(again, "quants-ctl", "code"), 0o700);
    expect(await help({ XDG_CACHE_HOME: again })).toMatchObject({ status: 0, stdout, stderr: "" });
  });
});

test.skipIf(NODES_OWN)("old entries go", async () => {
  await help();
  const current = listed(cache);
  for (let index = 0; index < 200; index += 1) {
    const path = join(cache, `old-${index}.cjs`);
    writeFileSync(path, "");
    utimesSync(path, 1, 1);
  }
  edit("Controls fleets on", "Controls FLEETS on");
  await help();
  expect(listed(cache).length).toBeLessThan(130);
  for (const file of current) expect(exists(file)).toBe(true);
});

test("several at once leave a whole one", async () => {
  const { stdout } = await help({ QUANTS_CTL_NO_CODE_CACHE: "1" });
  const together = await Promise.all(Array.from({ length: 6 }, () => help()));
  for (const run of together) expect(run).toMatchObject({ status: 0, stdout, stderr: "" });
  expect(listed(cache).filter((file) => /\.\d+$/.test(file))).toEqual([]);
  expect(await help()).toMatchObject({ status: 0, stdout, stderr: "" });
});
