import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  lstatSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeWholeFile } from "../../../src/core/files/whole-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quants-ctl-file-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a new file and one that was there, with the mode asked for", () => {
  const file = join(folder, "hosts");
  writeFileSync(file, "before", { mode: 0o644 });
  writeWholeFile(file, "after", 0o600);
  expect(readFileSync(file, "utf8")).toBe("after");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["hosts"]);
});

test("a link stays one", () => {
  writeFileSync(join(folder, "real"), "before");
  symlinkSync("real", join(folder, "link"));
  writeWholeFile(join(folder, "link"), "after", 0o600);
  expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, "real"), "utf8")).toBe("after");
});

/** What /dev/stdout is when it is piped: a link to a name that no file has. */
function nameOfPipe(): string {
  const names = readdirSync("/proc/self/fd").map((fd) => `/proc/self/fd/${fd}`);
  const isPipe = (name: string): boolean =>
    lstatSync(name, { throwIfNoEntry: false }) !== undefined &&
    readlinkSync(name).startsWith("pipe:");
  return names.find(isPipe) ?? "";
}

test("what can't be written is named, and nothing is left behind", () => {
  mkdirSync(join(folder, "sub"));
  for (const path of [
    join(folder, "sub"),
    join(folder, "nowhere", "hosts"),
    "/dev/null",
    nameOfPipe(),
  ]) {
    expect(() => writeWholeFile(path, "x", 0o600)).toThrow(
      expect.objectContaining({ code: "failed", resource: path }),
    );
  }
  expect(readdirSync(folder)).toEqual(["sub"]);
});
