import type { Context } from "../../core/context.ts";
import type { Instance } from "../../core/model.ts";
import { type Answers, askEachRegion } from "./each-region.ts";

/** The instances of several regions, asked for at once, and the failures of those that gave none. */
export function listInstances(
  regions: readonly string[],
  context: Context,
): Promise<Answers<Instance>> {
  return askEachRegion(regions, context, (manager) =>
    manager.listInstances({ signal: context.signal }),
  );
}
