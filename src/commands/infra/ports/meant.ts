import type { Context } from "../../../core/context.ts";
import { QuantsError, combineErrors } from "../../../core/errors.ts";
import type { Instance } from "../../../core/model.ts";
import { listInstances } from "../../instances.ts";
import { selectRegions } from "../../regions.ts";
import { type TargetOptions, selectTargets } from "../../targets.ts";

export interface Meant {
  instances: Instance[];
  /** Regions that did not answer; the others did. */
  error: QuantsError | null;
}

/** The instances that are meant, with their firewalls; all of the regions when nothing is said. */
export async function meantInstances(options: TargetOptions, context: Context): Promise<Meant> {
  const { name, selector, status } = options;
  if (name === undefined && selector === undefined && status === undefined) {
    const regions = await selectRegions(context);
    const { found, errors } = await listInstances(regions, context);
    const error = combineErrors(errors, regions.length, "regions");
    if (error !== null && errors.length === regions.length) throw error;
    return { instances: found, error };
  }
  const targets = await selectTargets(options, context);
  const call = { signal: context.signal };
  const instances = await Promise.all(
    targets.map(async (it) => it.instance ?? it.manager.getInstance(it.name, call)),
  );
  return { instances, error: null };
}
