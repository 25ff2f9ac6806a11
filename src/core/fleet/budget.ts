import type { FleetBudgetRecord } from "../records/fleet-budget.ts";
import { ownValue } from "../text/own-value.ts";
import type { InstanceChange } from "./change.ts";
import { type FleetPlan, sum } from "./plan.ts";

/** The month of a fleet against its budget, as its plan has it. */
export function budgetOf({ fleet, changes, usdBefore, usdAfter }: FleetPlan): FleetBudgetRecord {
  const budget = fleet.budgetUsd;
  const groups = new Map<string | null, InstanceChange[]>();
  for (const it of changes) {
    if (it.kind !== "instance") continue;
    const tags = it.wanted?.tags ?? it.live?.tags ?? {};
    const environment = ownValue(tags, "Environment") ?? null;
    groups.set(environment, [...(groups.get(environment) ?? []), it]);
  }
  const environments = [...groups].map(([environment, list]) => ({
    environment,
    instances: list.filter(({ action }) => action !== "delete" && action !== "forget").length,
    monthly_usd_now: sum(
      list.filter(({ action }) => action !== "import").map((it) => it.usdBefore),
    ),
    monthly_usd_planned: sum(list.map((it) => it.usdAfter)),
  }));
  return {
    fleet: fleet.name,
    budget_usd_per_month: budget,
    monthly_usd_now: usdBefore,
    monthly_usd_planned: usdAfter,
    within_budget: budget === null || usdAfter === null ? null : usdAfter <= budget,
    left_usd:
      budget === null || usdAfter === null ? null : Math.round((budget - usdAfter) * 100) / 100,
    environments: environments.toSorted(
      (one, other) => (other.monthly_usd_planned ?? 0) - (one.monthly_usd_planned ?? 0),
    ),
  };
}
