import pLimit from "p-limit";
import { type QuantsError, combineErrors, errorToJson, toQuantsError } from "../../core/errors.ts";
import { FINISH_BY_RESUMING, stoppedAmong } from "../../core/instances/stopped.ts";
import type { Journal } from "../../core/journal/journal.ts";
import { instanceTarget } from "../../core/journal/target.ts";
import type { FailedTarget } from "../../core/records/failed-target.ts";
import { type Target, type TargetOptions, isOneNamed } from "./targets.ts";

/** Targets that are worked on at once. */
const CONCURRENCY = 8;

/** One record for each target that there is something to say of, and what failed. */
export interface Outcomes<T> {
  /** The record itself for one named target, else the list: what a report is to show. */
  data: T | (T | FailedTarget)[];
  names: string[];
  error: QuantsError | null;
}

/** For Ctrl-C in the middle: all that are not complete, not only the first. */
function stopped(
  targets: readonly Target[],
  results: readonly { error: QuantsError | null }[],
): QuantsError | null {
  return stoppedAmong(
    targets.map(({ name }, index) => ({ name, error: results[index]?.error ?? null })),
    () => FINISH_BY_RESUMING,
  );
}

/**
 * Does the work for every target, several at once, and goes on when one fails. One named
 * target that fails without a record throws its error; in a list each has a record. With the
 * journal, what became of each is noted there: for work that changes something.
 */
export async function forEachTarget<T>(
  targets: readonly Target[],
  options: TargetOptions,
  work: (target: Target) => Promise<{ record: T; error?: QuantsError | null }>,
  journal?: Pick<Journal, "recordTargets" | "about">,
): Promise<Outcomes<T>> {
  const limit = pLimit(CONCURRENCY);
  journal?.recordTargets(targets.map(instanceTarget));
  const results = await Promise.all(
    targets.map((target) =>
      limit(async (): Promise<{ record: T | null; error: QuantsError | null }> => {
        try {
          const { record, error = null } = await (journal === undefined
            ? work(target)
            : journal.about(instanceTarget(target), () => work(target)));
          return { record, error };
        } catch (thrown) {
          return { record: null, error: toQuantsError(thrown) };
        }
      }),
    ),
  );
  const errors = results.flatMap(({ error }) => (error === null ? [] : [error]));
  const error = stopped(targets, results) ?? combineErrors(errors, targets.length, "instances");
  const [single] = results;
  // The name can be that of an instance in each of several regions.
  if (isOneNamed(options) && targets.length === 1 && single !== undefined) {
    if (single.record === null) throw single.error ?? new TypeError("It had no result.");
    return { data: single.record, names: options.name?.slice() ?? [], error };
  }
  const records = targets.map(({ name, region }, index): T | FailedTarget => {
    const { record = null, error: failure = null } = results[index] ?? {};
    if (record !== null) return record;
    if (failure === null) throw new TypeError(`Nothing came of ${name}.`);
    return { name, region, changed: false, error: errorToJson(failure) };
  });
  const done = targets.filter((_, index) => results[index]?.record !== null);
  return { data: records, names: done.map(({ name }) => name), error };
}
