import type { FleetChangeRecord, FleetPlanRecord } from "../records/fleet-plan.ts";
import type { Action, AttributeChange, AttributeValue, FleetChange } from "./change.ts";
import { staticIpCost } from "../static-ips/price.ts";
import { type FleetPlan, countsOf, isEmpty } from "./plan.ts";

const TERRAFORM: Readonly<Record<Action, readonly string[]>> = {
  create: ["create"],
  update: ["update"],
  resize: ["update"],
  replace: ["delete", "create"],
  import: ["update"],
  forget: ["forget"],
  delete: ["delete"],
  "no-op": ["no-op"],
};

/** `refused`: something stands in the way of the plan as a whole. */
export function planRecord(plan: FleetPlan, refused: boolean): FleetPlanRecord {
  const { fleet, usdBefore, usdAfter } = plan;
  const budget = fleet.budgetUsd;
  return {
    format_version: "1.0",
    fleet: fleet.name,
    regions: fleet.regions,
    applyable: !refused && !isEmpty(plan),
    resource_changes: plan.changes.map(changeRecord),
    counts: countsOf(plan),
    monthly_usd_before: usdBefore,
    monthly_usd_after: usdAfter,
    budget_usd_per_month: budget,
    within_budget: budget === null || usdAfter === null ? null : usdAfter <= budget,
  };
}

function changeRecord(change: FleetChange): FleetChangeRecord {
  const { kind, action, reason, blocked, region } = change;
  const base = { type: kind, region, action, action_reason: reason, blocked, orphan: false };
  if (change.kind === "key_pair") {
    const { name, before, after } = change;
    return {
      ...base,
      ...{ address: `key_pair.${name}`, name, resource_name: name, attributes: [] },
      change: {
        actions: TERRAFORM[action],
        before: before === null ? null : { fingerprint: before },
        after: { fingerprint: after },
      },
      ...{ monthly_usd_before: 0, monthly_usd_after: 0 },
    };
  }
  if (change.kind === "static_ip") {
    const { ip } = change;
    return {
      ...base,
      ...{ address: `static_ip.${ip.name}`, name: ip.name, resource_name: ip.name, attributes: [] },
      change: { actions: ["delete"], before: { ip_address: ip.ip_address }, after: null },
      ...{ monthly_usd_before: staticIpCost(ip), monthly_usd_after: 0 },
    };
  }
  const { id, name, attributes } = change;
  return {
    ...base,
    ...{ address: `instance.${id}`, name: id, resource_name: name },
    orphan: change.wanted === null && action === "no-op",
    change: {
      actions: TERRAFORM[action],
      before: action === "create" ? null : valuesOf(attributes, "before"),
      after: action === "delete" ? null : valuesOf(attributes, "after"),
    },
    attributes: attributes.map(({ path, before, after, effect }) => ({
      ...{ path, before, after, effect },
    })),
    monthly_usd_before: change.usdBefore,
    monthly_usd_after: change.usdAfter,
  };
}

function valuesOf(
  attributes: readonly AttributeChange[],
  side: "before" | "after",
): Record<string, AttributeValue> {
  return Object.fromEntries(attributes.map((it) => [it.path, it[side]]));
}
