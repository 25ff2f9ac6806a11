import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Owner, ownerOf } from "../../../src/core/files/abandoned-folders.ts";
import { PrivateFolder } from "../../../src/core/files/private-folder.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "quants-ctl-test-"));
  vi.stubEnv("TMPDIR", root);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

const mode = (path: string): number => statSync(path).mode & 0o777;

test("what is in it is the user's alone, and gone with it", () => {
  const folder = new PrivateFolder();
  const file = folder.write("keys", "text");
  expect([mode(folder.path), mode(file), mode(folder.folder("in"))]).toEqual([0o700, 0o600, 0o700]);
  expect(readFileSync(file, "utf8")).toBe("text");
  folder.remove();
  expect(existsSync(folder.path)).toBe(false);
});

test("it is gone when the process is, and listens no more when it went before", () => {
  const before = process.listenerCount("exit");
  const folder = new PrivateFolder();
  expect(process.listenerCount("exit")).toBe(before + 1);
  folder.remove();
  expect(process.listenerCount("exit")).toBe(before);
});

test("where nothing can be written, the place and the way out are said", () => {
  const nowhere = join(root, "nowhere");
  vi.stubEnv("TMPDIR", nowhere);
  expect(() => new PrivateFolder()).toThrow(
    expect.objectContaining({
      code: "failed",
      message: expect.stringContaining(`Can't write to ${nowhere}: ENOENT`),
      hint: expect.stringContaining("TMPDIR"),
    }),
  );
});

/** A folder as another run left it. */
function left(name: string, owners: unknown): string {
  const folder = join(root, name);
  mkdirSync(join(folder, "s"), { recursive: true, mode: 0o700 });
  if (owners !== undefined) writeFileSync(join(folder, ".owner"), JSON.stringify(owners));
  return folder;
}

const ME = ownerOf(process.pid);
/** Of a process that had this one's number before it. */
const GONE: Owner = { ...ME, started: "1" };
const weeksAgo = (): Date => new Date(Date.now() - 15 * 24 * 3_600_000);

test("one whose process was killed goes when the next is made, number reused or not (#11.43)", () => {
  left("quants-ctl-aaaaaa", [GONE]);
  left("quants-ctl-bbbbbb", [{ ...ME, pid: 2 ** 30 }]);
  new PrivateFolder().remove();
  expect(readdirSync(root)).toEqual([]);
});

test("one that may be in use is left alone (#11.43)", () => {
  const kept = [
    left("quants-ctl-aaaaaa", [ME]),
    left("quants-ctl-bbbbbb", [GONE, ME]),
    left("quants-ctl-cccccc", [{ ...GONE, system: "another boot" }]),
    left("quants-ctl-dddddd", undefined),
    left("quants-ctl-eeeeee", [{ pid: -1 }]),
    left("quants-ctl-test-f", [GONE]),
    left("other-x", [GONE]),
  ];
  symlinkSync(left("elsewhere", [GONE]), join(root, "quants-ctl-gggggg"));
  new PrivateFolder().remove();
  for (const folder of kept) expect(existsSync(folder)).toBe(true);
  expect(existsSync(join(root, "elsewhere", "s"))).toBe(true);
});

test("one that nobody can be asked about goes once it is old (#11.43)", () => {
  for (const folder of [
    left("quants-ctl-cccccc", [{ ...GONE, system: "another boot" }]),
    left("quants-ctl-dddddd", undefined),
  ]) {
    utimesSync(folder, weeksAgo(), weeksAgo());
  }
  new PrivateFolder().remove();
  expect(readdirSync(root)).toEqual([]);
});

test("it stays as long as a process that uses it, which may outlive this one (#11.43)", () => {
  const folder = new PrivateFolder();
  folder.usedBy(process.ppid);
  const owners = readFileSync(folder.at(".owner"), "utf8");
  expect(JSON.parse(owners)).toEqual([ME, ownerOf(process.ppid)]);
  expect(mode(folder.at(".owner"))).toBe(0o600);
  folder.remove();
});
