import { expect, test } from "vitest";
import { checkDiskPath, freePath, samePath } from "../../../src/core/disks/path.ts";

test("the next free path is the first that nothing has, by either of its names", () => {
  expect(freePath([])).toBe("/dev/xvdf");
  expect(freePath(["/dev/xvdf", "/dev/sdg"])).toBe("/dev/xvdh");
  const all = Array.from("bcdefghijklmnopqrstuvwxyz", (letter) => `/dev/sd${letter}`);
  expect(freePath(all)).toBeNull();
});

test("a path has two names", () => {
  expect(samePath("/dev/sdf", "/dev/xvdf")).toBe(true);
  expect(samePath("/dev/xvdf", "/dev/xvdg")).toBe(false);
});

test.each(["/dev/xvda", "/dev/sda1", "xvdf", "/dev/nvme1n1", "/dev/xvdf;rm"])(
  "%s is no path for a disk",
  (path) => expect(() => checkDiskPath(path)).toThrow("is no path for a disk"),
);

test.each(["/dev/xvdf", "/dev/sdb", "/dev/xvdba"])("%s is one", (path) => {
  expect(checkDiskPath(path)).toBe(path);
});
