import type { Context } from "../../core/context.ts";
import { buildInventory } from "../../core/inventory/build.ts";
import { parseFilter } from "../../core/inventory/filter.ts";
import { parseGrouping } from "../../core/inventory/groups.ts";
import type { Inventory } from "../../core/inventory/model.ts";
import type { AddressKind } from "../../core/inventory/variables.ts";
import { SOURCES, type SourceName, type SourceOptions } from "../inventory/sources.ts";

/** The options of `inventory` that say which hosts there are. */
export interface InventoryChoice extends SourceOptions {
  source?: readonly SourceName[];
  filter?: readonly string[];
  groupBy?: readonly string[];
  address?: AddressKind;
}

/** Checks the options at once; the sources are asked when it is called. */
export function inventoryReader(
  options: InventoryChoice,
  context: Context,
): () => Promise<Inventory> {
  const names = new Set<SourceName>(options.source ?? ["lightsail"]);
  const sources = [...names].map((name) => SOURCES[name](options, context));
  const choice = {
    filters: (options.filter ?? []).map(parseFilter),
    groupings: (options.groupBy ?? []).map(parseGrouping),
    address: options.address ?? "auto",
    strict: false,
    allowEmpty: false,
  };
  return async () => {
    const readings = await Promise.all(sources.map((source) => source.read()));
    const { inventory, warnings } = buildInventory(readings, choice);
    for (const warning of warnings) context.narrator.warn(warning);
    return inventory;
  };
}
