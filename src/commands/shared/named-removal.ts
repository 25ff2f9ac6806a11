import type { Context } from "../../core/context.ts";
import { type QuantsError, combineErrors, errorToJson } from "../../core/errors.ts";
import { FINISH_BY_RESUMING, stoppedAmong } from "../../core/instances/stopped.ts";
import { execute } from "../../core/plan/execute.ts";
import type { Step } from "../../core/plan/step.ts";
import type { FailedTarget } from "../../core/records/failed-target.ts";
import type { TargetRef } from "../../core/journal/target.ts";
import type { CommandResult } from "../../core/result.ts";
import { plain } from "../../core/text/safe-text.ts";
import { confirmByTyping } from "./prompt.ts";

/** What removals of named things share: agreement, one after the other, and one result of all. */
export interface Removal {
  name: string;
  step: Step;
}

export type Ended<T extends Removal = Removal> = T & { error: QuantsError | null };

export interface Agreement {
  /** What it means, above the lines. */
  heading: string;
  /** One for each thing. */
  lines: readonly string[];
  names: readonly string[];
  verb: "delete" | "release" | "remove";
}

/** The user types the name of the one thing, or how many they are. */
export async function confirmRemoval(
  context: Context,
  { heading, lines, names, verb }: Agreement,
): Promise<void> {
  const [first = ""] = names;
  const isOne = names.length === 1;
  const expected = isOne ? first : String(names.length);
  await confirmByTyping(context, {
    facts: [heading, ...lines.map((it) => plain(`  ${it}`))],
    question: `Type ${expected} to ${verb} ${isOne ? "it" : `all ${expected}`}`,
    expected,
  });
}

/** One at a time; a failed one does not stop the others. */
export async function removeInTurn<T extends Removal>(
  removals: readonly T[],
  targetOf: (removal: T) => TargetRef,
  { journal }: Context,
): Promise<Ended<T>[]> {
  journal.recordTargets(removals.map(targetOf));
  const ended: Ended<T>[] = [];
  for (const removal of removals) {
    const { error } = await journal.about(targetOf(removal), () => execute([removal.step]));
    ended.push({ ...removal, error });
  }
  return ended;
}

/**
 * A record for each thing, and a list even if there is only one left of several. `recordOf` is null for what
 * was not there. Throws what went wrong with the only one.
 */
export function removalReport<
  E extends { name: string; error: QuantsError | null },
  R extends { name: string },
>(
  ended: readonly E[],
  { region, noun }: { region: string; noun: string },
  recordOf: (it: E) => R | null,
): CommandResult<R> {
  const errors = ended.flatMap((it) => it.error ?? []);
  const error =
    stoppedAmong(ended, () => FINISH_BY_RESUMING) ?? combineErrors(errors, ended.length, noun);
  if (ended.length === 1 && error !== null) throw error;
  const records = ended.flatMap((it): (R | FailedTarget)[] => {
    if (it.error === null) return [recordOf(it)].flatMap((record) => record ?? []);
    return [{ name: it.name, region, changed: false, error: errorToJson(it.error) }];
  });
  const [single] = records;
  const isSingle = ended.length === 1 && single !== undefined;
  return {
    kind: "report",
    data: isSingle && !("error" in single) ? single : records,
    names: records.flatMap((it) => ("error" in it ? [] : [it.name])),
    error,
  };
}
