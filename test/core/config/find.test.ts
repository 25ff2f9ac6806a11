import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findConfig } from "../../../src/core/config/find.ts";

let cwd: string;
let home: string;
beforeEach(() => {
  const directory = mkdtempSync(join(tmpdir(), "quants-ctl-find-"));
  cwd = join(directory, "work");
  home = join(directory, "home");
  mkdirSync(cwd);
  mkdirSync(join(home, ".config", "quants-ctl"), { recursive: true });
});
afterEach(() => rmSync(join(cwd, ".."), { recursive: true, force: true }));

const find = (env: Record<string, string> = {}): ReturnType<typeof findConfig> =>
  findConfig({ cwd, env: { HOME: home, ...env } });
const put = (path: string): string => {
  writeFileSync(path, "region: eu-west-1\n", { mode: 0o600 });
  return path;
};

test("the working folder's file comes before the user's, .yml before .yaml before .json (#11.38)", () => {
  expect(find()).toBeNull();
  const user = put(join(home, ".config", "quants-ctl", "config.yml"));
  expect(find()).toEqual({ path: user, place: "user" });
  const json = put(join(cwd, "quants-ctl.json"));
  expect(find()).toEqual({ path: json, place: "folder" });
  const yaml = put(join(cwd, "quants-ctl.yaml"));
  expect(find()).toEqual({ path: yaml, place: "folder" });
  const yml = put(join(cwd, "quants-ctl.yml"));
  expect(find()).toEqual({ path: yml, place: "folder" });
});

test("XDG_CONFIG_HOME names the user's folder, unless it is relative (#11.38)", () => {
  const xdg = join(home, "xdg");
  mkdirSync(join(xdg, "quants-ctl"), { recursive: true });
  mkdirSync(join(cwd, "quants-ctl"));
  const path = put(join(xdg, "quants-ctl", "config.yml"));
  put(join(cwd, "quants-ctl", "config.yml"));
  expect(find({ XDG_CONFIG_HOME: xdg })).toEqual({ path, place: "user" });
  expect(find({ XDG_CONFIG_HOME: "." })).toBeNull();
});

test.each([
  ["everybody may write it", (path: string) => chmodSync(put(path), 0o666), "writable by everyone"],
  ["it is a folder", (path: string) => mkdirSync(path), "is not a file"],
  ["it is a link to nothing", (path: string) => symlinkSync("gone", path), "is a broken link"],
])("a file that was found is refused when %s (#11.38)", (_, make, why) => {
  make(join(cwd, "quants-ctl.yml"));
  expect(() => find()).toThrow(why);
});

test.skipIf(process.getuid?.() !== 0)(
  "a file or a link of another user is refused (#11.38; skipped: only root can make one)",
  async () => {
    const { chownSync, lchownSync } = await import("node:fs");
    const path = join(cwd, "quants-ctl.yml");
    chownSync(put(path), 65_534, 65_534);
    expect(() => find()).toThrow("is owned by another user");
    rmSync(path);
    symlinkSync(put(join(home, "own.yml")), path);
    expect(find()).toEqual({ path, place: "folder" });
    lchownSync(path, 65_534, 65_534);
    expect(() => find()).toThrow("is owned by another user");
  },
);
