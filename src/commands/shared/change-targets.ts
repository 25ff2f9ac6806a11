import type { QuantsError } from "../../core/errors.ts";
import type { Journal } from "../../core/journal/journal.ts";
import { type Progress, execute, foresee } from "../../core/plan/execute.ts";
import type { Step } from "../../core/plan/step.ts";
import type { CommandResult } from "../../core/result.ts";
import { forEachTarget } from "./each-target.ts";
import { planned } from "./planned.ts";
import type { Target, TargetOptions } from "./targets.ts";

/** What is to be done to one target, and what is reported of it. */
export interface TargetChange<T> {
  steps: readonly Step[];
  /** When the last step is done, or one has failed. Throws the error of which there is no record. */
  outcome: (progress: Progress) => { record: T; error: QuantsError | null };
}

/** Tells what would be changed of every target, with --dry-run, or changes it: by the same steps. */
export async function changeTargets<T>(
  targets: readonly Target[],
  options: TargetOptions & { dryRun?: boolean },
  journal: Pick<Journal, "recordTargets" | "about">,
  plan: (target: Target) => Promise<TargetChange<T>>,
): Promise<CommandResult<T>> {
  if (options.dryRun === true) {
    const { data, error } = await forEachTarget(targets, options, async (target) => {
      const { steps } = await plan(target);
      return { record: { changes: await foresee(steps) } };
    });
    const changes = [data].flat().flatMap((it) => ("changes" in it ? it.changes : []));
    return planned(changes, error);
  }
  const work = async (target: Target): ReturnType<typeof outcomeOf<T>> =>
    outcomeOf(await plan(target));
  const outcomes = await forEachTarget(targets, options, work, journal);
  return { kind: "report", ...outcomes };
}

async function outcomeOf<T>({
  steps,
  outcome,
}: TargetChange<T>): Promise<{ record: T; error: QuantsError | null }> {
  return outcome(await execute(steps));
}
