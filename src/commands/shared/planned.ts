import { type PlannedRecord, type PlannedChange } from "../../core/records/planned.ts";
import type { StepChange } from "../../core/plan/step.ts";
import { type QuantsError, amended } from "../../core/errors.ts";
import type { PlannedResult } from "../../core/result.ts";

/**
 * The result of `--dry-run`: what would be changed, nothing having been. The error is of
 * targets that the command would refuse.
 */
export function planned(
  given: readonly StepChange[],
  error: QuantsError | null = null,
): PlannedResult {
  const changes = given.map(({ monthly_usd: usd = 0, ...it }): PlannedChange => ({
    ...it,
    // Never the zero that has a minus.
    monthly_usd: usd === 0 ? 0 : usd,
  }));
  const data: PlannedRecord = {
    dry_run: true,
    changes,
    complete: error === null,
    monthly_usd: sum(changes),
    monthly_usd_complete: changes.every((it) => it.monthly_usd !== null),
  };
  return {
    kind: "planned",
    data,
    names: [...new Set(changes.map(({ name }) => name))],
    error:
      error === null || error.errors.length === 0
        ? error
        : amended(error, {
            hint: "Each failure is listed; this was a dry run, and nothing was changed.",
          }),
  };
}

/** In whole cents. */
function sum(changes: readonly PlannedChange[]): number {
  const cents = changes.reduce((all, it) => all + Math.round((it.monthly_usd ?? 0) * 100), 0);
  return cents === 0 ? 0 : cents / 100;
}
