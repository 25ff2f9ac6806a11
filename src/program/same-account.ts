import type { CommandResult } from "../core/result.ts";
import { isAnyConfigFound } from "../core/config/find.ts";
import type { Host, Narrator } from "../core/context.ts";
import { QuantsError, amended } from "../core/errors.ts";
import type { Settings } from "../core/settings.ts";
import { shellQuote } from "../core/text/shell-quote.ts";
import type { ConfigFile } from "./config-file.ts";
import type { ConfigValues } from "./resolve.ts";
import { snakeCase } from "../commands/definition/option.ts";
import { isCommand } from "../commands/definition/group.ts";
import { nodeAt } from "./registry.ts";

/** Puts into the commands that a text names what they need to reach the same account. */
export type Respell = (text: string) => string;

/** Keys of records under which commands to paste stand. */
const COMMAND_KEYS: ReadonlySet<string> = new Set(["hint", "finish_with", "undo_with", "remove"]);

/** Where a run's settings came from, besides its flags. */
interface Source {
  found: ConfigFile | null;
  config: ConfigValues;
  host: Pick<Host, "cwd" | "env">;
}

/**
 * Null when all is in the environment or in the user's own file, where a command that is pasted
 * finds it. What only this command line said, the config file that it named, or the one of this
 * folder, has to be said again: else the command would create, release or destroy in another
 * account. So has that no file counts, where the pasted command would find one.
 */
export function respellFor(
  flags: Readonly<Record<string, unknown>>,
  { provider, profile, endpointUrl }: Settings,
  { found, config, host }: Source,
): Respell | null {
  const values = { provider, profile, endpointUrl };
  const options = { provider: "--provider", profile: "--profile", endpointUrl: "--endpoint-url" };
  const isFromFolder = found?.origin === "folder";
  const isNamedHere = flags["config"] !== undefined && flags["config"] !== false;
  const said: { flag: string; value?: string }[] = (
    Object.keys(options) as (keyof typeof options)[]
  ).flatMap((key) => {
    const isOfFolder = isFromFolder && config[snakeCase(key)] !== undefined;
    const isSaidHere = flags[key] !== undefined || isNamedHere || isOfFolder;
    const value = values[key];
    return isSaidHere && value !== undefined ? [{ flag: options[key], value }] : [];
  });
  const wouldFindAnother =
    flags["config"] === undefined
      ? isFromFolder && isAnyConfigFound(host, "user")
      : isAnyConfigFound(host);
  if (wouldFindAnother) said.push({ flag: "--no-config" });
  if (said.length === 0) return null;
  return (text) =>
    text.replaceAll(/\bquants-ctl((?: [a-z][a-z-]*)+)/g, (whole, typed: string) => {
      const words = typed.trim().split(" ");
      const { node, rest } = nodeAt(words);
      if (node === undefined || !isCommand(node)) return whole;
      const path = words.slice(0, words.length - rest.length);
      const more = said
        .filter(({ flag }) => !text.includes(`${flag} `))
        .flatMap(({ flag, value }) => [flag, ...(value === undefined ? [] : [shellQuote(value)])]);
      return ["quants-ctl", ...path, ...more, ...rest].join(" ");
    });
}

export function respelledNarrator(narrator: Narrator, respell: Respell | null): Narrator {
  if (respell === null) return narrator;
  return {
    ...narrator,
    step: (text) => narrator.step(respell(text)),
    fact: (text) => narrator.fact(respell(text)),
    warn: (text) => narrator.warn(respell(text)),
  };
}

export function respelledError(error: QuantsError, respell: Respell | null): QuantsError {
  if (respell === null) return error;
  return amended(error, {
    hint: error.hint && respell(error.hint),
    errors: error.errors.map((it) => respelledError(it, respell)),
  });
}

export function respelledResult(
  result: CommandResult<unknown>,
  respell: Respell | null,
): CommandResult<unknown> {
  if (respell === null) return result;
  if (result.kind === "collection") {
    return { ...result, items: result.items.map((it) => respelledRecord(it, respell)) };
  }
  if (result.kind !== "report") return result;
  const { data } = result;
  return {
    ...result,
    data: Array.isArray(data)
      ? data.map((it: unknown) => respelledRecord(it, respell))
      : respelledRecord(data, respell),
  };
}

function respelledRecord<T>(record: T, respell: Respell): T {
  if (typeof record !== "object" || record === null) return record;
  const changed = Object.entries(record).flatMap(([key, value]): [string, unknown][] => {
    if (COMMAND_KEYS.has(key) && typeof value === "string") return [[key, respell(value)]];
    // A target that failed has its error in its record.
    return key === "error" ? [[key, respelledRecord(value as unknown, respell)]] : [];
  });
  return { ...record, ...Object.fromEntries(changed) };
}
