import type { PlannedChange } from "../records/planned.ts";

/** What a step changes; what says nothing of its price is not billed. */
export type StepChange = Omit<PlannedChange, "monthly_usd"> &
  Partial<Pick<PlannedChange, "monthly_usd">>;

/**
 * One step of a command's work. What `--dry-run` tells of it and what a run does stand in one place,
 * and go by the same lookups, so that they can't come apart.
 */
export interface Step<N extends string = string> {
  /** As `done` and `not_done` call it. */
  readonly name: N;
  /**
   * What it would change as things are now: nothing when they are as wanted. Only reads, and throws
   * what would keep the step from being carried out.
   */
  changes(): readonly StepChange[] | Promise<readonly StepChange[]>;
  /** Makes the change. What others may have changed meanwhile, it looks at again right before. */
  carryOut(): Promise<void>;
}

/** A step of which there is nothing to tell: it looks, or waits. */
export function unseen<N extends string>(name: N, carryOut: () => Promise<void>): Step<N> {
  return { name, changes: () => [], carryOut };
}
