import { QuantsError } from "../../core/errors.ts";
import { budgetOf } from "../../core/fleet/budget.ts";
import { aboveBudget } from "../../core/fleet/refusals.ts";
import type { Command } from "../definition/command.ts";
import { checkAccount } from "../fleet/account.ts";
import { planNow } from "../fleet/plan-now.ts";
import { readFleet } from "../fleet/read.ts";
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
  const plan = await planNow({ ...fleet, keyPairs: [] }, [], context);
  return {
    kind: "report",
    data: budgetOf(plan),
    names: [fleet.name],
    error: aboveBudget(plan, { overBudget: false }),
  };
};
