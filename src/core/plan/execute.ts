import { type QuantsError, toQuantsError } from "../errors.ts";
import type { Step, StepChange } from "./step.ts";

/** How far a list of steps got. */
export interface Progress<N extends string = string> {
  done: N[];
  not_done: N[];
  /** Why it ended early. */
  error: QuantsError | null;
}

/** Carries out the steps in order until one fails. Never throws. */
export async function execute<N extends string>(steps: readonly Step<N>[]): Promise<Progress<N>> {
  const progress: Progress<N> = { done: [], not_done: steps.map(({ name }) => name), error: null };
  try {
    for (const step of steps) {
      await step.carryOut();
      progress.done.push(step.name);
      progress.not_done.shift();
    }
  } catch (error) {
    progress.error = toQuantsError(error);
  }
  return progress;
}

/** What the same steps would change, in order. */
export async function foresee(steps: readonly Step[]): Promise<StepChange[]> {
  const changes: StepChange[] = [];
  for (const step of steps) changes.push(...(await step.changes()));
  return changes;
}

/** The same for several targets with their own steps: a refusal of one does not stop the others. */
export async function foreseeEach(
  all: readonly (readonly Step[])[],
): Promise<{ changes: StepChange[]; errors: QuantsError[] }> {
  const changes: StepChange[] = [];
  const errors: QuantsError[] = [];
  for (const steps of all) {
    try {
      changes.push(...(await foresee(steps)));
    } catch (error) {
      errors.push(toQuantsError(error));
    }
  }
  return { changes, errors };
}
