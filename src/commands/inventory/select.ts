import { advice, toRun } from "../../core/text/advice.ts";
import type { Context } from "../../core/context.ts";
import { readConfigFile } from "../config-file/read.ts";
import { QuantsError } from "../../core/errors.ts";
import { readConfig } from "../../core/inventory/config-source.ts";
import { type Filter, oneOf, parseFilter } from "../../core/inventory/filter.ts";
import type { InventorySource, SourceReading } from "../../core/inventory/model.ts";
import { nearest } from "../../core/text/nearest.ts";
import { isPattern, parseSelector } from "../../core/instances/selector.ts";
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

/** What the sources say, all of them asked at once; a host called by its own name has to be there. */
export async function readAll(
  sources: readonly InventorySource[],
  { name: names = [], allowEmpty = false }: SelectOptions & { allowEmpty?: boolean },
): Promise<SourceReading[]> {
  const readings = await Promise.all(sources.map((source) => source.read()));
  const known = new Set(readings.flatMap(({ hosts }) => hosts.map(({ name }) => name)));
  const missing = names.filter((name) => !isPattern(name) && !known.has(name));
  const [first] = missing;
  if (first === undefined || allowEmpty) return readings;
  const near = nearest(first, [...known]);
  throw new QuantsError("not_found", `No source knows a host ${missing.join(", ")}.`, {
    hint:
      near === null ? advice`See: ${toRun("inventory", { list: true })}` : `Did you mean ${near}?`,
    resource: first,
  });
}

/**
 * What `readAll` says, and the variables of the settings file: they are of every host, also where
 * the file's own hosts are not asked for.
 */
export async function readFleet(
  sources: readonly InventorySource[],
  options: SelectOptions & { allowEmpty?: boolean },
  { host, narrator }: Context,
): Promise<SourceReading[]> {
  const readings = await readAll(sources, options);
  const { config: file, source } = options;
  if (file === undefined || source?.includes("config") === true) return readings;
  const { hosts, ...variables } = readConfig(await readConfigFile(file, host));
  if (source === undefined && hosts.length > 0) {
    narrator.warn(`the instances in ${file} do not count without --source config`);
  }
  return [...readings, { ...variables, hosts: [] }];
}
