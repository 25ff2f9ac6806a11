import type { Context } from "../core/context.ts";
import type { QuantsError } from "../core/errors.ts";
import type { Instance } from "../core/model.ts";
import { askEachRegion } from "./each-region.ts";

/** The instances of several regions, asked for at once, and the failures of those that gave none. */
export function listInstances(
  regions: readonly string[],
  context: Context,
): Promise<{ found: Instance[]; errors: QuantsError[] }> {
  return askEachRegion(regions, context, (manager) =>
    manager.listInstances({ signal: context.signal }),
  );
}
