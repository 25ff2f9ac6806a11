import type { Context } from "../../core/context.ts";
import { buildInventory } from "../../core/inventory/build.ts";
import { parseGrouping } from "../../core/inventory/groups.ts";
import type { Inventory } from "../../core/inventory/model.ts";
import type { AddressKind } from "../../core/inventory/variables.ts";
import { type SelectOptions, readFleet, select } from "../inventory/select.ts";

/** The options of `inventory` that say which hosts there are. */
export interface InventoryChoice extends SelectOptions {
  groupBy?: readonly string[];
  address?: AddressKind;
}

/** Checks the options at once; the sources are asked when it is called. */
export function inventoryReader(
  options: InventoryChoice,
  context: Context,
): () => Promise<Inventory> {
  const { sources, filters } = select(options, context);
  const choice = {
    filters,
    groupings: (options.groupBy ?? []).map(parseGrouping),
    address: options.address ?? "auto",
    strict: false,
  };
  return async () => {
    const { inventory, warnings } = buildInventory(
      await readFleet(sources, options, context),
      choice,
    );
    for (const warning of warnings) context.narrator.warn(warning);
    return inventory;
  };
}
