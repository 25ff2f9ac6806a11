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

// Of some scenarios, as each is prepared by commands of its own: `.ci/run` takes them all.
test("a sample of the crash matrix is survived", async () => {
  const { status, stdout } = await matrix("--scenario", "create", "--every", "37");
  expect(stdout).toMatch(/^points (\d+), survived \1\n$/);
  expect(status).toBe(0);
});

test("a sample of it with other commands in between is survived (#11, other commands in between)", async () => {
  const { status, stdout } = await matrix("--between", "--scenario", "destroy", "--every", "17");
  expect(stdout).toMatch(/^points (\d+), survived \1\n$/);
  expect(status).toBe(0);
});

test("a matrix without a point is no success", async () => {
  expect(await matrix("--scenario", "no such scenario")).toEqual({
    status: 1,
    stdout: "points 0, survived 0\n",
  });
});
