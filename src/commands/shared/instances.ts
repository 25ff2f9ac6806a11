import type { Context } from "../../core/context.ts";
import type { Instance, InstanceExtras } from "../../core/model.ts";
import { type Answers, askRegions } from "./each-region.ts";

/** The instances of the regions asked for, and the failures of those that gave none. */
export function listInstances(
  context: Context,
): Promise<Answers<Instance> & { regions: readonly string[] }> {
  return askRegions(context, (manager, call) => manager.listInstances(call));
}

/** The same with their extras, at no more calls. */
export function listInstanceExtras(
  context: Context,
): Promise<Answers<Instance & InstanceExtras> & { regions: readonly string[] }> {
  return askRegions(context, (manager, call) => manager.listInstanceExtras(call));
}
