import type { Context } from "../../core/context.ts";
import { type Filter, oneOf, parseFilter } from "../../core/inventory/filter.ts";
import type { InventorySource, SourceReading } from "../../core/inventory/model.ts";
import { parseSelector } from "../../core/selector.ts";
import { SOURCES, type SourceName, type SourceOptions } from "./sources.ts";

/** Options of every command on inventories. */
export interface SelectOptions extends SourceOptions {
  source?: readonly SourceName[];
  filter?: readonly string[];
  name?: readonly string[];
  selector?: readonly string[];
  status?: readonly string[];
}

/** The sources asked for and the filters; throws before any of them is read. */
export function select(
  options: SelectOptions,
  context: Context,
): { sources: InventorySource[]; filters: Filter[] } {
  const names = new Set<SourceName>(options.source ?? ["lightsail"]);
  return {
    sources: [...names].map((name) => SOURCES[name](options, context)),
    filters: [
      ...(options.filter ?? []).map(parseFilter),
      ...(options.selector ?? []).flatMap(parseSelector),
      ...oneOf("name", options.name),
      ...oneOf("status", options.status),
    ],
  };
}

/** What the sources say, all of them asked at once. */
export function readAll(sources: readonly InventorySource[]): Promise<SourceReading[]> {
  return Promise.all(sources.map((source) => source.read()));
}
