import type { Context } from "../../core/context.ts";
import { type Filter, parseFilter } from "../../core/inventory/filter.ts";
import type { InventorySource, SourceReading } from "../../core/inventory/model.ts";
import { SOURCES, type SourceName, type SourceOptions } from "./sources.ts";

/** Options of every command on inventories. */
export interface SelectOptions extends SourceOptions {
  source?: readonly SourceName[];
  filter?: readonly string[];
}

/** The sources asked for and the filters; throws before any of them is read. */
export function select(
  options: SelectOptions,
  context: Context,
): { sources: InventorySource[]; filters: Filter[] } {
  const names = new Set<SourceName>(options.source ?? ["lightsail"]);
  return {
    sources: [...names].map((name) => SOURCES[name](options, context)),
    filters: (options.filter ?? []).map(parseFilter),
  };
}

/** What the sources say, all of them asked at once. */
export function readAll(sources: readonly InventorySource[]): Promise<SourceReading[]> {
  return Promise.all(sources.map((source) => source.read()));
}
