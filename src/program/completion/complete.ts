import type { spec } from "./complete.spec.ts";
import type { Command } from "../../commands/definition/command.ts";
import type { Context } from "../../core/context.ts";
import { KNOWN_REGIONS } from "../../core/account/known-regions.ts";
import { SERVICES } from "../../core/firewall/services.ts";
import { leadingCount } from "../leading-options.ts";
import { type CommandSpec } from "../../commands/definition/command.ts";
import {
  type NameKind,
  type OptionSpec,
  optionKey,
  helpOf,
} from "../../commands/definition/option.ts";
import { withGlobals } from "../../commands/definition/global-options.ts";
import { COMMANDS, nodeAt } from "../registry.ts";
import { isCommand } from "../../commands/definition/group.ts";

type Offer = readonly [value: string, about: string];

/** Offers what may follow. The last word is the one being typed; it may be empty. */
export const command: Command<typeof spec> = async ({ argument: words = [] }, context) => {
  // bash splits `--output=json` into `--output`, `=` and the value, which may still be empty.
  const last = words.at(-1) ?? "";
  const isBare = last === "=" && words.at(-2)?.startsWith("--") === true;
  const typed = isBare ? "" : last;
  const before = isBare ? words : words.slice(0, -1);
  const offers = (await offersAfter(before, typed, context)).filter(([value]) =>
    value.startsWith(typed),
  );
  return { kind: "text", text: offers.map(([value, about]) => `${value}\t${about}\n`).join("") };
};

async function offersAfter(
  before: readonly string[],
  typed: string,
  context: Context,
): Promise<readonly Offer[]> {
  // What follows belongs to another program.
  if (before.includes("--")) return [];
  if (before[0] === "help") return commandsAt(before.slice(1));
  const leading = leadingCount(before);
  // bash splits off the `=` before a value that is being typed.
  if (leading > 0 && leading <= before.length && before.at(-1) !== "=") {
    return offersAfter(before.slice(leading), typed, context);
  }
  const { node, rest } = nodeAt(before);
  const commands = rest.length > 0 || typed.startsWith("-") ? [] : commandsAt(before);
  if (node === undefined || !isCommand(node)) {
    return rest.length === 0 && !typed.startsWith("-")
      ? commands
      : globalOffers(before, typed, context);
  }
  const path = before.slice(0, before.length - rest.length).join(" ");
  return [...commands, ...(await optionOffers(node, path, { before, rest, typed }, context))];
}

/** Before a command, only global options. */
function globalOffers(
  before: readonly string[],
  typed: string,
  context: Context,
): Promise<readonly Offer[]> {
  const any: CommandSpec = { name: "", summary: "", options: [], load: NOTHING };
  const previous = before.at(-1) ?? "";
  return [typed, previous].some((it) => it.startsWith("-")) || previous === "="
    ? optionOffers(any, "", { before, rest: before, typed }, context)
    : Promise.resolve([]);
}

const NOTHING: CommandSpec["load"] = async () => import("./complete.ts");

interface Typed {
  before: readonly string[];
  /** The words after the command. */
  rest: readonly string[];
  typed: string;
}

/** The subcommands of the command or group given by the words; none if there is no such. */
function commandsAt(words: readonly string[]): Offer[] {
  const { node, rest } = nodeAt(words);
  if (rest.length > 0) return [];
  const below = node === undefined ? COMMANDS : (node.commands ?? []);
  return below.filter((it) => !isCommand(it) || it.hidden !== true).map(named);
}

async function optionOffers(
  spec: CommandSpec,
  path: string,
  words: Typed,
  context: Context,
): Promise<readonly Offer[]> {
  const { before, rest, typed } = words;
  const options = withGlobals(spec.options);
  const [, flag = "", value = ""] = /^(--[a-z0-9-]+=)(.*)$/.exec(typed) ?? [];
  const previous = before.at(before.at(-1) === "=" ? -2 : -1) ?? "";
  const word = flag === "" ? previous : flag.slice(0, -1);
  const taking = options.find((it) => spellings(it).includes(word) && /[<[]/.test(it.flags));
  const known = (kind: NameKind): Promise<readonly Offer[]> =>
    kind === "commands" ? Promise.resolve(commandsAt(rest)) : offersOf(kind, before, context);
  if (taking !== undefined) {
    const offers = await valueOffers(taking, path, flag === "" ? typed : value, known);
    return offers.map(([it, about]) => [`${flag}${it}`, about]);
  }
  if (!typed.startsWith("-")) {
    if (spec.argument?.choices !== undefined) {
      return spec.argument.choices.map((choice) => [choice, ""]);
    }
    const offers = spec.argument?.names === undefined ? [] : await known(spec.argument.names);
    const left = offers.filter(([name]) => !rest.includes(name));
    if (left.length > 0) return left;
  }
  return options
    .filter((it) => it.aliasOf === undefined)
    .map((it) => [spellings(it).at(-1) ?? it.flags, helpOf(it)]);
}

/** Completes the last of comma-separated values and keeps the ones before it. */
async function valueOffers(
  option: OptionSpec,
  path: string,
  typed: string,
  known: (kind: NameKind) => Promise<readonly Offer[]>,
): Promise<readonly Offer[]> {
  const done = option.commas === true ? typed.slice(0, typed.lastIndexOf(",") + 1) : "";
  const values =
    option.choices?.map((choice): Offer => [choice, ""]) ??
    (option.names === undefined ? await columnOffers(option, path) : await known(option.names));
  return values.map(([value, about]) => [`${done}${value}`, about]);
}

/** Names that were listed before; for regions and port services, the built-in ones too. */
async function offersOf(
  kind: NameKind,
  words: readonly string[],
  context: Context,
): Promise<readonly Offer[]> {
  if (kind === "ports") return Object.keys(SERVICES).map((name) => [name, ""]);
  const { namesOf } = await import("./names.ts");
  const { accountSelected, valueOf } = await import("./account.ts");
  const region = valueOf("--region", words) ?? valueOf("-r", words);
  const identity = await context.identity(await accountSelected(words, context));
  const names = namesOf(kind, identity, context.host, region).map(({ name, place }): Offer => [
    name,
    place.includes("/") ? "" : place,
  ]);
  if (kind !== "regions") return names;
  const more = KNOWN_REGIONS.filter((it) => names.every(([name]) => name !== it));
  return [...names, ...more.map((name): Offer => [name, ""])];
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
