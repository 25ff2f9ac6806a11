import { type AccountOptions, commandLine } from "../commands/definition/command-line.ts";
import { type QuantsError, amended } from "../core/errors.ts";
import type { CommandResult } from "../core/result.ts";
import { Advice, PastedCommand, type Wording } from "../core/text/advice.ts";
import { findCommand } from "./registry.ts";

/** Turns advice into text, with its commands spelled for the account in use. */
export type Spell = (wording: Wording | PastedCommand) => string;

export function spellFor(account: AccountOptions): Spell {
  const spell = (it: string | PastedCommand): string => {
    if (typeof it === "string") return it;
    const spec = findCommand(it.path);
    if (spec === undefined) throw new TypeError(`There is no command ${it.path}.`);
    return commandLine(spec, it, account);
  };
  return (it) => (it instanceof Advice ? it.parts.map(spell).join("") : spell(it));
}

/** The error with its advice as text. */
export function spelledError(error: QuantsError, spell: Spell): QuantsError {
  return amended(error, {
    hint: error.advice && spell(error.advice),
    errors: error.errors.map((it) => spelledError(it, spell)),
  });
}

/** A result with the commands in its records as text. */
export function spelledResult(
  result: CommandResult<unknown>,
  spell: Spell,
): CommandResult<unknown> {
  if (result.kind === "collection") {
    return { ...result, items: result.items.map((it: unknown) => spelled(it, spell)) as never[] };
  }
  return result.kind === "report" ? { ...result, data: spelled(result.data, spell) } : result;
}

/** Returns the same object if it holds no command: a list may be long. */
function spelled<T>(value: T, spell: Spell): T {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof PastedCommand || value instanceof Advice) return spell(value) as T;
  const entries = Object.entries(value).flatMap(([key, before]: [string, unknown]) => {
    const after = spelled(before, spell);
    return after === before ? [] : [[key, after] as const];
  });
  if (entries.length === 0) return value;
  const copy: object = Array.isArray(value) ? value.slice() : { ...value };
  return Object.assign(copy, Object.fromEntries(entries)) as T;
}
