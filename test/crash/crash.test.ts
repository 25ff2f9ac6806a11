import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { executable } from "../helpers/process.ts";
import { run } from "../helpers/run.ts";

const MATRIX = fileURLToPath(new URL("run.mjs", import.meta.url));

async function matrix(...argv: string[]): Promise<{ status: number; stdout: string }> {
  const { status, stdout } = await run(process.execPath, [MATRIX, ...argv], {
    env: { ...process.env, QUANTS_TEST_BIN: executable() },
  });
  return { status, stdout };
}

test("a sample of the crash matrix is survived", async () => {
  const { status, stdout } = await matrix("--every", "163");
  expect(stdout).toMatch(/^points (\d+), survived \1\n$/);
  expect(status).toBe(0);
});

test("a sample of it with other commands in between is survived (#11, other commands in between)", async () => {
  const { status, stdout } = await matrix("--between", "--every", "81");
  expect(stdout).toMatch(/^points (\d+), survived \1\n$/);
  expect(status).toBe(0);
});

test("a matrix without a point is no success", async () => {
  expect(await matrix("--scenario", "no such scenario")).toEqual({
    status: 1,
    stdout: "points 0, survived 0\n",
  });
});
