import type { Command } from "../../commands/command.ts";
import { GLOBAL_OPTIONS } from "../globals.ts";
import { type CommandSpec, type OptionSpec, optionKey, withGlobals } from "../spec.ts";
import { GROUPS, TOP_LEVEL } from "../tree.ts";

type Offer = readonly [value: string, about: string];

/** Offers what may follow: the last word is the one being typed, and may be empty. */
export const command: Command<{ argument: string[] }> = async ({ argument: words }) => {
  const typed = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const offers = offersAfter(before, typed).filter(([value]) => value.startsWith(typed));
  return { kind: "text", text: offers.map(([value, about]) => `${value}\t${about}\n`).join("") };
};

function offersAfter(before: readonly string[], typed: string): Offer[] {
  const [first, second] = before;
  const group = GROUPS.find((it) => it.name === first);
  if (first === undefined) {
    return [...GROUPS, ...TOP_LEVEL.filter((it) => it.hidden !== true)].map(named);
  }
  if (group !== undefined && second === undefined) return group.commands.map(named);
  const top = TOP_LEVEL.find((it) => it.name === first);
  const below = group?.commands ?? top?.commands ?? [];
  const spec = below.find((it) => it.name === second) ?? top;
  if (spec === undefined) return [];
  const more = spec === top && second === undefined && !typed.startsWith("-") ? below : [];
  return [...more.map(named), ...optionOffers(spec, before.at(-1) ?? "", typed)];
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
