import { type QuantsError, amended } from "../core/errors.ts";
import type { ReportResult } from "./command.ts";

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
}

export interface PlannedRecord {
  dry_run: true;
  changes: readonly PlannedChange[];
  /** False when the command would refuse some targets. */
  complete: boolean;
}

/**
 * The result of `--dry-run`: what would be changed, nothing having been. The error is of
 * targets that the command would refuse.
 */
export function planned(
  changes: readonly PlannedChange[],
  error: QuantsError | null = null,
): ReportResult {
  const data: PlannedRecord = { dry_run: true, changes, complete: error === null };
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
