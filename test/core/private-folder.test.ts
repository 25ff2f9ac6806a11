import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PrivateFolder } from "../../src/core/private-folder.ts";

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
      message: expect.stringContaining(`Nothing can be written in ${nowhere}: ENOENT`),
      hint: expect.stringContaining("TMPDIR"),
    }),
  );
});
