import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SimulationRecord } from "../../../src/core/records/simulation.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";

const FILE = fileURLToPath(new URL("../../../config/examples/platform.yml", import.meta.url));

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const simulate = async (line: string): Promise<SimulationRecord> => {
  const result = await cli(`capacity simulate ${FILE} --output json ${line}`);
  expect(result).toMatchObject({ status: 0, stderr: "" });
  return result.json() as SimulationRecord;
};

test("begins with the servers of the plan, and is the same for the same seed", async () => {
  const first = await simulate("--seed 7 --days 3");
  expect(first).toMatchObject({ platform: "bots", seed: 7, days: 3, users: 1000 });
  expect(first.workers.start).toBe(13);
  expect(first.by_day.map(({ day }) => day)).toEqual([1, 2, 3]);
  expect(await simulate("--seed 7 --days 3")).toEqual(first);
  expect(await simulate("--seed 8 --days 3")).not.toEqual(first);
});

test("a hundred times the users, past one Swarm", async () => {
  const record = await simulate("--scale 100 --days 1");
  expect(record.users).toBe(100_000);
  expect(record.workers.peak).toBeGreaterThan(700);
});

test("for a person, at any width", async () => {
  const shown = await cli(`capacity simulate ${FILE} --days 2`);
  expect(shown.stdout).toMatch(/Run +2 days, seed 1, 1,000 users/);
  for (const terminal of [0, 1, 40]) {
    expect((await cli.with({ terminal })(`capacity simulate ${FILE} --days 1`)).status).toBe(0);
  }
});

test.each(["--seed -1", "--seed x", "--days 0", "--days 4000", "--scale 0", "--scale 1.5"])(
  "%s is refused",
  async (line) => {
    expect((await cli(`capacity simulate ${FILE} ${line}`)).status).toBe(2);
  },
);
