import type { PlannedChange } from "../records/planned.ts";

/** What a step changes; without a price it is not billed. */
export type StepChange = Omit<PlannedChange, "monthly_usd"> &
  Partial<Pick<PlannedChange, "monthly_usd">>;

/**
 * One step of a command's work. What `--dry-run` shows and what a run does are defined together and
 * use the same lookups, so that they can't diverge.
 */
export interface Step<N extends string = string> {
  /** Its name in `done` and `not_done`. */
  readonly name: N;
  /**
   * What it would change now; nothing if the desired state is already there. Only reads, and throws
   * what would prevent the step.
   */
  changes(): readonly StepChange[] | Promise<readonly StepChange[]>;
  /** Makes the change. Right before, it checks again what others may have changed meanwhile. */
  carryOut(): Promise<void>;
}

/** A step with nothing to show: it checks, or waits. */
export function unseen<N extends string>(name: N, carryOut: () => Promise<void>): Step<N> {
  return { name, changes: () => [], carryOut };
}
