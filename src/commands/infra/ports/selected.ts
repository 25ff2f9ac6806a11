import pLimit from "p-limit";
import type { Context } from "../../../core/context.ts";
import { QuantsError, combineErrors, toQuantsError } from "../../../core/errors.ts";
import type { Instance } from "../../../core/model.ts";
import { listInstances } from "../../shared/instances.ts";
import { type TargetOptions, selectAnswered } from "../../shared/targets.ts";
import { errorOfSome } from "../../shared/each-region.ts";

export interface Selected {
  instances: Instance[];
  /** Regions or instances that could not be asked; the others could. */
  error: QuantsError | null;
}

const ASKED_AT_ONCE = 8;

/** The instances that are meant, with their firewalls; all of the regions when nothing is said. */
export async function selectedInstances(
  options: TargetOptions,
  context: Context,
): Promise<Selected> {
  const { name, selector, status } = options;
  if (name === undefined && selector === undefined && status === undefined) {
    const { regions, found, errors } = await listInstances(context);
    const error = errorOfSome(errors, regions);
    return { instances: found, error };
  }
  const { targets, unanswered } = await selectAnswered(options, context);
  const call = { signal: context.signal };
  const limit = pLimit(ASKED_AT_ONCE);
  const answers = await Promise.all(
    targets.map((it) =>
      limit(async () => it.instance ?? it.manager.getInstance(it.name, call)).catch(toQuantsError),
    ),
  );
  const instances = answers.flatMap((it) => (it instanceof QuantsError ? [] : [it]));
  const errors = answers.filter((it) => it instanceof QuantsError);
  const error = unanswered ?? combineErrors(errors, targets.length, "instances");
  if (error !== null && unanswered === null && instances.length === 0) throw error;
  return { instances, error };
}
