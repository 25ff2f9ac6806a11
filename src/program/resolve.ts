import { QuantsError, UsageError } from "../core/errors.ts";
import { GLOBAL_OPTIONS } from "./globals.ts";
import { type CommandSpec, type OptionSpec, camelCase, optionKey, snakeCase } from "./spec.ts";
import type { Invocation } from "./tree.ts";

/** Values of a config file for one command: its section over the file's top level. */
export type ConfigValues = Readonly<Record<string, unknown>>;

/**
 * Settles every option: flag, then environment, then config file. Values are checked and
 * converted whatever they came from; a missing required one is a usage error.
 */
export function resolveOptions(
  invocation: Invocation,
  env: Readonly<Record<string, string | undefined>>,
  config: ConfigValues,
): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  if (invocation.argument !== undefined) options["argument"] = invocation.argument;
  if (invocation.extra.length > 0) options["extra"] = invocation.extra;

  for (const spec of [...invocation.spec.options, ...GLOBAL_OPTIONS]) {
    if (spec.aliasOf !== undefined) continue;
    const key = optionKey(spec.flags);
    const property = spec.property ?? camelCase(key);
    if (property in options) continue;
    const raw =
      fromFlag(spec, key, invocation) ??
      fromEnvironment(spec, env) ??
      fromConfig(spec, key, config);
    if (raw === undefined) {
      if (spec.required === true) throw missing(spec, invocation);
      continue;
    }
    options[property] = convert(spec, key, raw);
  }
  return options;
}

/** The value of one global option before the rest is known, e.g. where the config file is. */
export function peek(
  name: string,
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const given = flags[camelCase(name)];
  if (typeof given === "string") return given;
  const spec = GLOBAL_OPTIONS.find((option) => optionKey(option.flags) === name);
  return spec && fromEnvironment(spec, env);
}

/** A flag that the command gives a meaning of its own says nothing to the global option. */
function fromFlag(spec: OptionSpec, key: string, { flags, spec: command }: Invocation): unknown {
  const owner = command.options.find((it) => optionKey(it.flags) === key) ?? spec;
  return owner === spec ? flags[camelCase(key)] : undefined;
}

function fromEnvironment(
  spec: OptionSpec,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  // An empty variable counts as unset, as it does for AWS's own clients.
  return spec.env?.map((name) => env[name]).find((value) => value !== undefined && value !== "");
}

function fromConfig(spec: OptionSpec, key: string, config: ConfigValues): unknown {
  return spec.flagOnly === true ? undefined : config[snakeCase(key)];
}

function convert(spec: OptionSpec, key: string, raw: unknown): unknown {
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
  if (spec.choices !== undefined && !spec.choices.includes(text)) {
    throw new QuantsError("invalid_input", `"${text}" is not a valid value of --${key}.`, {
      hint: `Choose one of: ${spec.choices.join(", ")}.`,
      resource: text,
    });
  }
  return spec.parse === undefined ? text : spec.parse(text);
}

function missing(spec: OptionSpec, { path }: { path: string; spec: CommandSpec }): UsageError {
  const flag = /--[a-z-]+ <[^>]+>/.exec(spec.flags)?.[0] ?? spec.flags;
  return new UsageError(`${path}: ${flag} is missing.`, {
    hint: `See: quants-ctl ${path} --help`,
  });
}
