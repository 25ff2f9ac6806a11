import { QuantsError } from "../../core/errors.ts";
import { budgetOf } from "../../core/fleet/budget.ts";
import { planFleet } from "../../core/fleet/plan.ts";
import { aboveBudget } from "../../core/fleet/refusals.ts";
import type { Command } from "../definition/command.ts";
import { checkAccount, regionsOf } from "../fleet/account.ts";
import { readFleet, readRegions } from "../fleet/read.ts";
import type { spec } from "./budget.spec.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const fleet = await readFleet(options.argument, context);
  if (fleet.budgetUsd === null) {
    throw new QuantsError("config_invalid", `The fleet ${fleet.name} has no budget.`, {
      hint: "Add budget_usd_per_month to fleet.",
      resource: fleet.name,
    });
  }
  await checkAccount(fleet, context);
  const live = await readRegions(await regionsOf(fleet, context), { keyPairs: [] }, context);
  const plan = planFleet({ ...fleet, keyPairs: [] }, live, { replace: [] });
  return {
    kind: "report",
    data: budgetOf(plan),
    names: [fleet.name],
    error: aboveBudget(plan, { overBudget: false }),
  };
};
