import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { expandVariables } from "../config/expand.ts";
import type { Fault } from "../config/fault.ts";
import { readText } from "../config/load.ts";
import { type Config, type ConfigSchema, validateConfig } from "../config/schema.ts";
import { QuantsError } from "../errors.ts";
import { advice, toRun } from "../text/advice.ts";
import { compareNatural } from "../text/natural-order.ts";
import { parsePlaced } from "./document.ts";
import { type FleetFault, type Place, dotted, placeText } from "./place.ts";

/** One file of a fleet. */
export interface FleetFile {
  /** As the user named it. */
  file: string;
  config: Config;
  placeOf: (path: string) => Place;
  /** Where an entry stands in its list, of which those with faults are left out. */
  indexOf: (key: string, position: number) => number;
}

interface Where {
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
}

const WHAT = "fleet file";
const DEFAULTS = ["fleet.yml", "fleet.yaml", "fleet"];

/**
 * Reads the files of a fleet: those named, and all of a folder that is named; without a name
 * `fleet.yml` or the folder `fleet`. What has a fault is left out of the configs. Throws
 * `config_not_found`.
 */
export function readFleetFiles(
  paths: readonly string[],
  where: Where,
  schema: ConfigSchema,
): { files: FleetFile[]; faults: FleetFault[] } {
  const named = paths.length > 0 ? paths : [foundIn(where)];
  const faults: FleetFault[] = [];
  const files = [...new Set(named.flatMap((path) => filesOf(path, where)))].map((file) =>
    readOne(file, where, schema, faults),
  );
  return { files: files.filter((it) => it !== null), faults };
}

/** All faults in one error. */
export function fleetInvalid(faults: readonly FleetFault[]): QuantsError {
  const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
  const list = faults.map(({ place, path, message }) => {
    const at = [place === null ? "" : placeText(place), path].filter((it) => it !== "");
    return `\n  ${at.join(" ") || "(the fleet)"}: ${message}`;
  });
  return new QuantsError("config_invalid", `The fleet has ${count}:${list.join("")}`, {
    hint: "Fix the file; nothing was done.",
    resource: faults[0]?.place?.file,
  });
}

function foundIn({ cwd }: Where): string {
  const found = DEFAULTS.find(
    (it) => statSync(resolve(cwd, it), { throwIfNoEntry: false }) !== undefined,
  );
  if (found !== undefined) return found;
  throw new QuantsError("config_not_found", "There is no fleet.yml here, and no folder fleet.", {
    hint: advice`Name the file: ${toRun("fleet plan", { argument: "FILE" })}`,
  });
}

function filesOf(path: string, { cwd }: Where): string[] {
  const whole = resolve(cwd, path);
  if (statSync(whole, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const files = readdirSync(whole)
    .filter((it) => /\.(ya?ml|json)$/i.test(it) && !it.startsWith("."))
    .toSorted(compareNatural)
    .map((it) => join(path, it));
  if (files.length > 0) return files;
  throw new QuantsError("config_not_found", `The folder ${path} has no .yml file.`, {
    hint: "Name the folder of the fleet's files.",
    resource: path,
  });
}

function readOne(
  file: string,
  { cwd, env }: Where,
  schema: ConfigSchema,
  faults: FleetFault[],
): FleetFile | null {
  const { value, errors, placeOf } = parsePlaced(readText(file, resolve(cwd, file), WHAT), file);
  if (errors.length > 0) {
    faults.push(...errors.map((it) => ({ ...it, path: "" })));
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const message = value === null ? "is empty" : "has no keys and values at its top level";
    faults.push({ place: placeOf(""), path: "", message });
    return null;
  }
  const found: Fault[] = [];
  const expanded = expandVariables(value, env, found);
  const checked = validateConfig(expanded, schema);
  const known = new Set(found.map(({ path }) => dotted(path)));
  found.push(...checked.faults.filter(({ path }) => !known.has(path)));
  faults.push(...found.map((it) => ({ ...it, place: placeOf(it.path) })));
  if (found.length === 0 && checked.config !== null) {
    return { file, config: checked.config, placeOf, indexOf: (_key, position) => position };
  }
  const { sound, indexOf } = withoutFaulty(expanded as Record<string, unknown>, found);
  const rest = validateConfig(sound, schema).config;
  return rest === null ? null : { file, config: rest, placeOf, indexOf };
}

/** The same without the entries and keys that have a fault, so that others' faults are found too. */
function withoutFaulty(
  config: Readonly<Record<string, unknown>>,
  faults: readonly Fault[],
): { sound: Record<string, unknown>; indexOf: FleetFile["indexOf"] } {
  const paths = faults.map(({ path }) => dotted(path).split("."));
  const kept = new Map<string, number[]>();
  const sound: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    const own = paths.filter(([first]) => first === key);
    const entries = own.map(([, index]) => index);
    if (own.length === 0) sound[key] = value;
    else if (Array.isArray(value) && entries.every((it) => it !== undefined)) {
      const indexes = value.flatMap((_, index) => (entries.includes(String(index)) ? [] : [index]));
      kept.set(key, indexes);
      sound[key] = indexes.map((index): unknown => value[index]);
    }
  }
  return { sound, indexOf: (key, position) => kept.get(key)?.[position] ?? position };
}
