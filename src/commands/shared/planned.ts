import { type QuantsError, amended } from "../../core/errors.ts";
import type { ReportResult } from "../command.ts";

/** One thing that a command would do; the keys are those of `--dry-run` in JSON. */
export interface PlannedChange {
  /** `create`, `delete`, `attach`, `open`, … */
  action: string;
  /** `instance`, `static_ip`, `firewall_rule`, `snapshot`, `tag`. */
  kind: string;
  name: string;
  region: string;
  /** For people: what exactly, e.g. `tcp/22 from 203.0.113.0/24`. */
  detail: string;
  /**
   * By how many US dollars it makes a month dearer, or with a minus cheaper; 0 for what is not
   * billed. Null when the price is not known.
   */
  monthly_usd: number | null;
}

/** The same as a command works it out: what says nothing of its price is not billed. */
export type PricedChange = Omit<PlannedChange, "monthly_usd"> &
  Partial<Pick<PlannedChange, "monthly_usd">>;

export interface PlannedRecord {
  dry_run: true;
  changes: readonly PlannedChange[];
  /** False when the command would refuse some targets. */
  complete: boolean;
  /** What all changes with a known price come to. */
  monthly_usd: number;
  /** False when the price of some change is not known. */
  monthly_usd_complete: boolean;
}

/**
 * The result of `--dry-run`: what would be changed, nothing having been. The error is of
 * targets that the command would refuse.
 */
export function planned(
  given: readonly PricedChange[],
  error: QuantsError | null = null,
): ReportResult {
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
    kind: "report",
    view: "planned",
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

/** What is given up costs as much less. */
export function less(usd: number | null | undefined): number | null {
  return usd === null || usd === undefined ? null : 0 - usd;
}

/** In whole cents. */
function sum(changes: readonly PlannedChange[]): number {
  const cents = changes.reduce((all, it) => all + Math.round((it.monthly_usd ?? 0) * 100), 0);
  return cents === 0 ? 0 : cents / 100;
}
