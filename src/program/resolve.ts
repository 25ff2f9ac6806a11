import { QuantsError, UsageError } from "../core/errors.ts";
import { nearest } from "../core/text/nearest.ts";
import { GLOBAL_OPTIONS, OUTPUT } from "../commands/definition/global-options.ts";
import { type CommandSpec } from "../commands/definition/command.ts";
import { type OptionSpec, camelCase, optionKey, snakeCase } from "../commands/definition/option.ts";
import { type Invocation } from "./tree.ts";

/** A config file's values for one command: its section takes precedence over the top level. */
export type ConfigValues = Readonly<Record<string, unknown>>;

/**
 * Resolves every option: flag, then environment, then config file. Values are checked and
 * converted wherever they come from; a missing required one is a usage error.
 */
export function resolveOptions(
  invocation: Invocation,
  env: Readonly<Record<string, string | undefined>>,
  config: ConfigValues,
): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  const { argument } = invocation.spec;
  const words = [invocation.argument ?? []].flat();
  if (invocation.argument !== undefined && argument?.as === undefined) {
    options["argument"] = invocation.argument;
  }
  if (invocation.extra.length > 0) options["extra"] = invocation.extra;

  for (const spec of [...invocation.spec.options, ...GLOBAL_OPTIONS]) {
    if (spec.aliasOf !== undefined) continue;
    const key = optionKey(spec.flags);
    const property = spec.property ?? camelCase(key);
    if (property in options) continue;
    const isPositional = property === argument?.as && words.length > 0;
    const own = originOf(spec, invocation, env, config);
    const origin = isPositional ? positional(spec, words, own) : own;
    if (origin === undefined) {
      if (spec.required === true) throw missing(spec, invocation);
      continue;
    }
    options[property] = convert(spec, origin.raw);
  }
  return options;
}

/** Adds words without a flag to the values of the option that they stand for. */
function positional(spec: OptionSpec, words: readonly string[], own: Origin | undefined): Origin {
  const name = `--${optionKey(spec.flags)}`;
  const flagged = own?.source === "flag" ? listOf(own.raw) : [];
  const given = [...new Set([...words, ...flagged])];
  if (spec.repeat === true) return { source: "flag", name, raw: given };
  const [first, second] = given;
  if (second === undefined) return { source: "flag", name, raw: first };
  throw new UsageError(`Both ${first} and ${name} ${second} are given.`, {
    hint: "This command takes only one: leave the other out.",
  });
}

/** Where an option's value comes from, and the value as written there. */
export interface Origin {
  source: "flag" | "environment" | "config";
  /** The flag, the variable, or the key in the config file. */
  name: string;
  raw: unknown;
}

/** Flag, then environment, then config file; undefined if none of them sets it. */
export function originOf(
  spec: OptionSpec,
  invocation: Pick<Invocation, "flags" | "spec">,
  env: Readonly<Record<string, string | undefined>>,
  config: ConfigValues,
): Origin | undefined {
  const key = optionKey(spec.flags);
  const typed = fromFlag(spec, key, invocation);
  if (typed !== undefined) return { source: "flag", name: `--${key}`, raw: typed };
  if (invocation.spec.forShell === true && spec === OUTPUT) return undefined;
  const variable = variableOf(spec, env);
  if (variable !== undefined) {
    return { source: "environment", name: variable, raw: env[variable] };
  }
  const raw = fromConfig(spec, key, config);
  return raw === undefined ? undefined : { source: "config", name: snakeCase(key), raw };
}

/** The value of one global option before the rest is resolved, e.g. where the config file is. */
export function peek(
  name: string,
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const given = flags[camelCase(name)];
  if (typeof given === "string") return given;
  const spec = GLOBAL_OPTIONS.find((option) => optionKey(option.flags) === name);
  const variable = spec && variableOf(spec, env);
  return variable === undefined ? undefined : env[variable];
}

/** A flag that the command defines itself does not set the global option. */
function fromFlag(
  spec: OptionSpec,
  key: string,
  { flags, spec: command }: Pick<Invocation, "flags" | "spec">,
): unknown {
  const owner = command.options.find((it) => optionKey(it.flags) === key) ?? spec;
  return owner === spec ? flags[camelCase(key)] : undefined;
}

/** The first of its variables that is set. */
function variableOf(
  spec: OptionSpec,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  // An empty variable counts as unset, as it does for AWS's own clients.
  return spec.env?.find((name) => env[name] !== undefined && env[name] !== "");
}

function fromConfig(spec: OptionSpec, key: string, config: ConfigValues): unknown {
  return spec.flagOnly === true ? undefined : config[snakeCase(key)];
}

/** Checks a value and converts it to what commands take. Throws `invalid_input`. */
export function convert(spec: OptionSpec, raw: unknown): unknown {
  const key = optionKey(spec.flags);
  if (spec.repeat === true) {
    const list = listOf(raw);
    const parts = spec.commas === true ? list.flatMap((it) => it.split(",")) : list;
    return parts.map((text) => convertOne(spec, key, text.trim()));
  }
  return typeof raw === "string" ? convertOne(spec, key, raw) : raw;
}

/** A config file may give a list, one value, or a map (tags). */
function listOf(raw: unknown): string[] {
  if (Array.isArray(raw)) return raw.map(String);
  if (typeof raw === "object" && raw !== null) {
    return Object.entries(raw).map(([key, value]) => `${key}=${String(value)}`);
  }
  return [String(raw)];
}

function convertOne(spec: OptionSpec, key: string, text: string): unknown {
  const value = spec.choices === undefined ? text : chosen(spec.choices, key, text);
  return spec.parse === undefined ? value : spec.parse(value);
}

/** The matching choice, whatever the case of the input. */
function chosen(choices: readonly string[], key: string, text: string): string {
  const choice = choices.find((it) => it.toLowerCase() === text.toLowerCase());
  if (choice !== undefined) return choice;
  const near = nearest(text, choices);
  throw new QuantsError("invalid_input", `"${text}" is not a valid value of --${key}.`, {
    hint: `${near === null ? "" : `Did you mean ${near}? `}Choose one of: ${choices.join(", ")}.`,
    resource: text,
  });
}

function missing(spec: OptionSpec, { path }: { path: string; spec: CommandSpec }): UsageError {
  const flag = /--[a-z-]+ <[^>]+>/.exec(spec.flags)?.[0] ?? spec.flags;
  return new UsageError(`${path}: ${flag} is missing.`, {
    hint: `See: quants-ctl ${path} --help`,
  });
}
