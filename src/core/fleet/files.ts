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
import { type FleetFault, type Place, placeText } from "./place.ts";

/** One file of a fleet. */
export interface FleetFile {
  /** As the user named it. */
  file: string;
  config: Config;
  placeOf: (path: string) => Place;
}

interface Where {
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
}

const WHAT = "fleet file";
const DEFAULTS = ["fleet.yml", "fleet.yaml", "fleet"];

/**
 * Reads the files of a fleet: those named, and all of a folder that is named; without a name
 * `fleet.yml` or the folder `fleet`. Throws `config_not_found`, or `config_invalid` with each
 * fault of each file, by line and column.
 */
export function readFleetFiles(
  paths: readonly string[],
  where: Where,
  schema: ConfigSchema,
): FleetFile[] {
  const named = paths.length > 0 ? paths : [foundIn(where)];
  const faults: FleetFault[] = [];
  const files = [...new Set(named.flatMap((path) => filesOf(path, where)))].map((file) =>
    readOne(file, where, schema, faults),
  );
  if (faults.length > 0) throw fleetInvalid(faults);
  return files.filter((it) => it !== null);
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
  const known = new Set(found.map(({ path }) => path.replaceAll(/\[(\d+)\]/g, ".$1")));
  found.push(...checked.faults.filter(({ path }) => !known.has(path)));
  faults.push(...found.map((it) => ({ ...it, place: placeOf(it.path) })));
  return checked.config === null ? null : { file, config: checked.config, placeOf };
}
