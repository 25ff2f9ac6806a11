import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { executable } from "../helpers/process.ts";

const MATRIX = fileURLToPath(new URL("run.mjs", import.meta.url));

function matrix(...argv: string[]): { status: number | null; stdout: string } {
  const { status, stdout } = spawnSync(process.execPath, [MATRIX, ...argv], {
    encoding: "utf8",
    env: { ...process.env, QUANTS_TEST_BIN: executable() },
  });
  return { status, stdout };
}

test("a sample of the crash matrix is survived", () => {
  const { status, stdout } = matrix("--every", "163");
  expect(stdout).toMatch(/^points (\d+), survived \1\n$/);
  expect(status).toBe(0);
});

test("a matrix without a point is no success", () => {
  expect(matrix("--scenario", "no such scenario")).toEqual({
    status: 1,
    stdout: "points 0, survived 0\n",
  });
});
