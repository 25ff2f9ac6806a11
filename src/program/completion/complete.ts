import type { Command } from "../../commands/command.ts";
import { GLOBAL_OPTIONS } from "../globals.ts";
import { type CommandSpec, type OptionSpec, optionKey, withGlobals } from "../spec.ts";
import { COMMANDS, isCommand, nodeAt } from "../tree.ts";

type Offer = readonly [value: string, about: string];

/** Offers what may follow: the last word is the one being typed, and may be empty. */
export const command: Command<{ argument: string[] }> = async ({ argument: words }) => {
  const typed = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const offers = (await offersAfter(before, typed)).filter(([value]) => value.startsWith(typed));
  return { kind: "text", text: offers.map(([value, about]) => `${value}\t${about}\n`).join("") };
};

async function offersAfter(before: readonly string[], typed: string): Promise<readonly Offer[]> {
  // What stands behind it is another program's.
  if (before.includes("--")) return [];
  if (before[0] === "help") return commandsAt(before.slice(1));
  const { node, rest } = nodeAt(before);
  const commands = rest.length > 0 || typed.startsWith("-") ? [] : commandsAt(before);
  if (node === undefined || !isCommand(node)) return commands;
  const path = before.slice(0, before.length - rest.length).join(" ");
  // bash makes words of `--output`, `=` and what follows.
  const previous = before.at(before.at(-1) === "=" ? -2 : -1) ?? "";
  return [...commands, ...(await optionOffers(node, path, previous, typed))];
}

/** The commands that stand below these words; none when the words lead nowhere. */
function commandsAt(words: readonly string[]): Offer[] {
  const { node, rest } = nodeAt(words);
  if (rest.length > 0) return [];
  const below = node === undefined ? COMMANDS : (node.commands ?? []);
  return below.filter((it) => !isCommand(it) || it.hidden !== true).map(named);
}

async function optionOffers(
  spec: CommandSpec,
  path: string,
  previous: string,
  typed: string,
): Promise<readonly Offer[]> {
  const options = withGlobals(spec.options, GLOBAL_OPTIONS);
  const [, flag = "", value = ""] = /^(--[a-z0-9-]+=)(.*)$/.exec(typed) ?? [];
  const word = flag === "" ? previous : flag.slice(0, -1);
  const taking = options.find((it) => spellings(it).includes(word) && /[<[]/.test(it.flags));
  if (taking !== undefined) {
    const offers = await valueOffers(taking, path, flag === "" ? typed : value);
    return offers.map(([it, about]) => [`${flag}${it}`, about]);
  }
  if (!typed.startsWith("-") && spec.argument?.choices !== undefined) {
    return spec.argument.choices.map((choice) => [choice, ""]);
  }
  return options
    .filter((it) => it.aliasOf === undefined)
    .map((it) => [spellings(it).at(-1) ?? it.flags, it.help]);
}

/** Of values joined by commas, those before the last one stay. */
async function valueOffers(
  option: OptionSpec,
  path: string,
  typed: string,
): Promise<readonly Offer[]> {
  const done = option.commas === true ? typed.slice(0, typed.lastIndexOf(",") + 1) : "";
  const values =
    option.choices?.map((choice): Offer => [choice, ""]) ?? (await columnOffers(option, path));
  return values.map(([value, about]) => [`${done}${value}`, about]);
}

async function columnOffers({ flags }: OptionSpec, path: string): Promise<readonly Offer[]> {
  if (!["columns", "sort"].includes(optionKey(flags))) return [];
  const { columnsOf } = await import("./listed.ts");
  return columnsOf(path).map(({ key, about }) => [key, about]);
}

/** `-n, --name <name>` → `-n`, `--name`. */
function spellings(option: OptionSpec): string[] {
  return option.flags.match(/--?[a-z][a-z0-9-]*/g) ?? [`--${optionKey(option.flags)}`];
}

function named({ name, summary }: { name: string; summary: string }): Offer {
  return [name, summary];
}
