import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { fleetOf, writeFleet } from "../fleet/fleet.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const budget = (usd: number): object =>
  fleetOf({ fleet: { name: "quants", budget_usd_per_month: usd } });

test("the month is told as it is and as the files want it, by environment", async () => {
  writeFleet(cli, budget(30));
  const { status, json } = await cli("cost budget --output json");
  expect(status).toBe(0);
  expect(json()).toEqual({
    fleet: "quants",
    budget_usd_per_month: 30,
    monthly_usd_now: 0,
    monthly_usd_planned: 24,
    within_budget: true,
    left_usd: 6,
    environments: [
      { environment: "prod", instances: 1, monthly_usd_now: 0, monthly_usd_planned: 12 },
      { environment: null, instances: 1, monthly_usd_now: 0, monthly_usd_planned: 12 },
    ],
  });
});

test("above the budget the status is 5, and all of it is shown", async () => {
  writeFleet(cli, budget(20));
  const { status, stdout, stderr } = await cli("cost budget");
  expect(status).toBe(5);
  expect(stdout).toMatch(/Left +-\$4\.00/);
  expect(stderr).toContain("its budget is $20.00");
});

test("a fleet without a budget is told so", async () => {
  writeFleet(cli, fleetOf());
  const { status, stderr } = await cli("cost budget");
  expect(status).toBe(4);
  expect(stderr).toContain("budget_usd_per_month");
});
