import type { Context } from "../../core/context.ts";
import { type Inventory, THE_SERVICE } from "../../core/inventory/model.ts";
import { placeOf } from "../../core/inventory/place.ts";
import { selectRegions } from "../shared/regions.ts";

/**
 * Warns of hosts that a state alone tells of, though Lightsail was asked for their region: they
 * are gone as a rule, and their addresses may be a stranger's by now.
 */
export async function warnOfGone(
  { hosts }: Inventory,
  sources: readonly { name: string }[],
  context: Context,
): Promise<void> {
  if (!sources.some(({ name }) => name === THE_SERVICE)) return;
  const inState = [...hosts].filter(([, variables]) => {
    const its = variables.get("quants_sources");
    return Array.isArray(its) && its.includes("terraform") && !its.includes(THE_SERVICE);
  });
  if (inState.length === 0) return;
  const regions = await selectRegions(context);
  const gone = inState.filter(([, its]) => regions.includes(placeOf(its).region ?? ""));
  if (gone.length === 0) return;
  const names = gone.map(([name]) => name).join(", ");
  context.narrator.warn(
    `Lightsail does not know what the state lists, so it is likely gone, and its address another's: ${names}`,
  );
}
