import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { QuantsError } from "../errors.ts";
import { expandVariables } from "./expand.ts";
import type { Fault } from "./fault.ts";
import type { ZodType } from "zod";

export interface LoadOptions {
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** What the file is, in messages. */
  what?: string;
  /** It was found in the working folder rather than named. */
  isOnlyFound?: boolean;
}

const CONFIG_FILE = "config file";
const MAX_BYTES = 1_048_576;

/**
 * Reads a settings file: parses it (as JSON if so named, otherwise as YAML), expands variables, and
 * checks it against the schema. Throws `config_not_found` or `config_invalid`; the latter lists
 * every fault with its path in the file.
 */
export async function loadConfig<T>(
  file: string,
  options: LoadOptions,
  schema: ZodType<T>,
): Promise<T> {
  const { what = CONFIG_FILE } = options;
  const path = resolve(options.cwd, file);
  const parsed = await parse(file, readText(file, path, what), what);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    const kind =
      parsed === null || parsed === undefined ? "is empty" : "contains no mapping of keys";
    throw new QuantsError("config_invalid", `The ${what} ${file} ${kind}.`, {
      hint: "Its top level must be keys and values, e.g. region: ap-northeast-1.",
      resource: file,
    });
  }
  const { topKeys, validateConfig } = await import("./schema.ts");
  const faults: Fault[] = [];
  if (options.isOnlyFound === true) {
    const { untrustedFaults } = await import("./untrusted.ts");
    faults.push(...untrustedFaults(parsed, topKeys(schema)));
    if (faults.length > 0) throw invalid(file, faults, what);
  }
  const expanded = expandVariables(parsed, options.env, faults);
  const checked = validateConfig(expanded, schema);
  // A value that could not be expanded is reported once, not as a bad value too.
  const known = new Set(faults.map((fault) => fault.path));
  faults.push(...checked.faults.filter((fault) => !known.has(fault.path)));
  if (checked.config === null || faults.length > 0) throw invalid(file, faults, what);
  return checked.config;
}

/**
 * The top level with its variables expanded, but unchecked: for callers that can't wait for a
 * check.
 */
export async function readTopLevel(
  file: string,
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string | undefined>> },
): Promise<Record<string, unknown>> {
  const parsed = await parse(file, readText(file, resolve(cwd, file), CONFIG_FILE), CONFIG_FILE);
  return typeof parsed === "object" && parsed !== null
    ? (expandVariables(parsed, env, []) as Record<string, unknown>)
    : {};
}

/** The text of a file of at most 1 MiB. Throws `config_not_found` or `config_invalid`. */
export function readText(file: string, path: string, what: string): string {
  try {
    if (statSync(path).size > MAX_BYTES) {
      throw new QuantsError("config_invalid", `The ${what} ${file} is larger than 1 MiB.`, {
        hint: "Check that it is the file you meant.",
        resource: file,
      });
    }
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof QuantsError) throw error;
    const reason = (error as NodeJS.ErrnoException).code;
    const why = reason === "ENOENT" ? "does not exist" : `can't be read (${String(reason)})`;
    throw new QuantsError("config_not_found", `The ${what} ${file} ${why}.`, {
      hint:
        what === CONFIG_FILE
          ? "Check the path given to --config or QUANTS_CTL_CONFIG."
          : "Check its path, and that you may read it.",
      resource: file,
      cause: error,
    });
  }
}

async function parse(file: string, text: string, what: string): Promise<unknown> {
  try {
    if (/\.json$/i.test(file)) return text.trim() === "" ? null : JSON.parse(text);
    const { parse: parseYaml } = await import("yaml");
    return parseYaml(text, { uniqueKeys: true, maxAliasCount: 100 });
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0] ?? "";
    throw new QuantsError("config_invalid", `The ${what} ${file} can't be parsed: ${reason}`, {
      hint: "It must be YAML, or JSON when its name ends in .json.",
      resource: file,
      cause: error,
    });
  }
}

function invalid(file: string, faults: readonly Fault[], what: string): QuantsError {
  const list = faults.map(
    ({ path, message }) => `\n  ${path === "" ? "(top level)" : path}: ${message}`,
  );
  const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
  return new QuantsError("config_invalid", `The ${what} ${file} has ${count}:${list.join("")}`, {
    hint: "Fix the file; nothing was done.",
    resource: file,
  });
}
