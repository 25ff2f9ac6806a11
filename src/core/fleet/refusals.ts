import { QuantsError } from "../errors.ts";
import { showUsd } from "../fields/field.ts";
import { type InstanceChange, type FleetChange, changesAnything } from "./change.ts";
import type { FleetPlan } from "./plan.ts";

/** Deletions that need no word of their own: at most this many, and this share of the fleet. */
const FEW = 3;
const SHARE = 0.3;

export interface Limits {
  /** Undefined: as many as need no word. */
  maxDelete?: number | undefined;
  overBudget?: boolean | undefined;
}

/** Why a plan is not carried out as a whole; none of its changes is made then. */
export function refusalsOf(plan: FleetPlan, limits: Limits): QuantsError[] {
  return [
    ...plan.changes.flatMap(blockedError),
    ...[tooManyDeletions(plan, limits), aboveBudget(plan, limits)].filter((it) => it !== null),
  ];
}

/** One error for all of them; null when there is none. */
export function refused(errors: readonly QuantsError[]): QuantsError | null {
  const [first, ...more] = errors;
  if (first === undefined || more.length === 0) return first ?? null;
  return new QuantsError("conflict", `${errors.length} things stand in the way.`, {
    hint: "Each is listed; nothing was changed.",
    errors,
  });
}

function blockedError({ blocked, name, ...change }: FleetChange): QuantsError[] {
  if (blocked === null) return [];
  const at = blocked.lastIndexOf(": ");
  const hint = at < 0 ? undefined : blocked.slice(at + 2);
  const message = at < 0 ? blocked : `${blocked.slice(0, at)}.`;
  return [
    new QuantsError("conflict", `${change.action} ${name}: ${message}`, {
      hint: hint === undefined ? "Correct the file." : capital(hint),
      resource: name,
    }),
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What is lost for good: instances, and addresses that are given up. */
function lossesOf({ changes }: Pick<FleetPlan, "changes">): InstanceChange[] {
  return changes.filter(
    (it): it is InstanceChange =>
      it.kind === "instance" &&
      changesAnything(it) &&
      (it.action === "delete" || it.attributes.some(({ isLoss }) => isLoss)),
  );
}

function tooManyDeletions(plan: FleetPlan, { maxDelete }: Limits): QuantsError | null {
  const lost = lossesOf(plan);
  const { length } = lost;
  const allowed = maxDelete ?? Math.min(FEW, Math.floor(plan.owned * SHARE));
  if (length <= allowed) return null;
  const names = lost.map(({ name }) => name);
  const shown = names.slice(0, 10).join(", ") + (length > 10 ? ` and ${length - 10} more` : "");
  return new QuantsError(
    "conflict",
    `${length} of ${plan.owned} instances would be deleted, or lose their address: ${shown}.`,
    {
      hint:
        `Is it the right file, region and account? If so, add --max-delete ${length}; ` +
        "to keep them, put them back, or set on_absent: orphan.",
    },
  );
}

export function aboveBudget(
  { fleet, usdAfter }: FleetPlan,
  { overBudget }: Limits,
): QuantsError | null {
  if (fleet.budgetUsd === null || overBudget === true) return null;
  if (usdAfter === null) {
    return new QuantsError("conflict", "A price is unknown, so the budget can't be checked.", {
      hint: "See infra bundles; or add --over-budget.",
    });
  }
  if (usdAfter <= fleet.budgetUsd) return null;
  return new QuantsError(
    "conflict",
    `The fleet would cost ${showUsd(usdAfter)} a month, and its budget is ${showUsd(fleet.budgetUsd)}.`,
    { hint: "Make it smaller, raise budget_usd_per_month, or add --over-budget." },
  );
}
