import type { Command } from "../../commands/command.ts";
import { GLOBAL_OPTIONS } from "../globals.ts";
import { type CommandSpec, type OptionSpec, optionKey, withGlobals } from "../spec.ts";
import { COMMANDS, isCommand, nodeAt } from "../tree.ts";

type Offer = readonly [value: string, about: string];

/** Offers what may follow: the last word is the one being typed, and may be empty. */
export const command: Command<{ argument: string[] }> = async ({ argument: words }) => {
  const typed = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const offers = offersAfter(before, typed).filter(([value]) => value.startsWith(typed));
  return { kind: "text", text: offers.map(([value, about]) => `${value}\t${about}\n`).join("") };
};

function offersAfter(before: readonly string[], typed: string): Offer[] {
  const { node, rest } = nodeAt(before);
  const hasArguments = rest.length > 0;
  const below = (node === undefined ? COMMANDS : (node.commands ?? [])).filter(
    (it) => !isCommand(it) || it.hidden !== true,
  );
  const commands = hasArguments || typed.startsWith("-") ? [] : below.map(named);
  if (node === undefined || !isCommand(node)) return commands;
  return [...commands, ...optionOffers(node, before.at(-1) ?? "", typed)];
}

function optionOffers(spec: CommandSpec, previous: string, typed: string): Offer[] {
  const options = withGlobals(spec.options, GLOBAL_OPTIONS);
  const taking = options.find((it) => spellings(it).includes(previous) && /[<[]/.test(it.flags));
  if (taking !== undefined) return (taking.choices ?? []).map((choice) => [choice, ""]);
  if (!typed.startsWith("-") && spec.argument?.choices !== undefined) {
    return spec.argument.choices.map((choice) => [choice, ""]);
  }
  return options
    .filter((it) => it.aliasOf === undefined)
    .map((it) => [spellings(it).at(-1) ?? it.flags, it.help]);
}

/** `-n, --name <name>` → `-n`, `--name`. */
function spellings(option: OptionSpec): string[] {
  return option.flags.match(/--?[a-z][a-z-]*/g) ?? [`--${optionKey(option.flags)}`];
}

function named({ name, summary }: { name: string; summary: string }): Offer {
  return [name, summary];
}
