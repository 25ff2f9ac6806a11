import { nearest } from "../core/text/nearest.ts";
import { type CommandSpec, type GroupSpec } from "../commands/definition/command.ts";
import { type OptionSpec, optionKey } from "../commands/definition/option.ts";
import { ownValue } from "../core/text/own-value.ts";

type Node = GroupSpec | CommandSpec;

/** Other tools' words, and the command that does the same here. */
const COMMANDS_ELSEWHERE: Readonly<Record<string, string>> = {
  add: "create",
  del: "destroy",
  delete: "destroy",
  describe: "info",
  get: "info",
  inspect: "info",
  launch: "create",
  new: "create",
  ps: "list",
  remove: "destroy",
  terminate: "destroy",
};

const OPTIONS_ELSEWHERE: Readonly<Record<string, string>> = {
  "all-regions": "region all",
  filter: "selector",
  format: "output",
  instance: "name",
  "instance-name": "name",
  "instance-type": "bundle",
  image: "blueprint",
  json: "output json",
  label: "selector",
  plan: "bundle",
  size: "bundle",
  yaml: "output yaml",
  zone: "az",
};

/**
 * The command that the user probably meant by an unknown word: one of a similar name here, what
 * other tools call by it, or one of that name elsewhere (`list` for `infra list`).
 */
export function similarCommand(
  word: string,
  known: readonly Node[],
  all: readonly Node[],
): string | null {
  const names = known.flatMap((it) => ("hidden" in it && it.hidden ? [] : [it.name]));
  const synonym = ownValue(COMMANDS_ELSEWHERE, word.toLowerCase());
  if (synonym !== undefined && names.includes(synonym)) return synonym;
  // `delete` alone means instances rather than what some group deletes.
  const meant = synonym === undefined ? null : pathTo(synonym, all);
  const elsewhere = meant ?? pathTo(word, all);
  return nearest(word, names) ?? elsewhere;
}

/** The first command of that name, with the groups above it. */
function pathTo(word: string, nodes: readonly Node[]): string | null {
  for (const node of nodes) {
    const below = "load" in node ? undefined : node.commands;
    const found = below?.find(({ name }) => name === word);
    if (found !== undefined) return `${node.name} ${found.name}`;
  }
  return null;
}

/** The option that the user probably meant by an unknown one, such as `--format`. */
export function similarOption(flag: string, options: readonly OptionSpec[]): string | null {
  const typed = flag.replace(/^--?/, "").split("=", 1)[0] ?? "";
  const keys = options.filter(({ aliasOf }) => aliasOf === undefined).map(longFlag);
  const synonym = ownValue(OPTIONS_ELSEWHERE, typed.toLowerCase());
  if (synonym !== undefined && keys.includes(synonym.split(" ", 1)[0] ?? "")) return `--${synonym}`;
  const near = typed.length < 2 ? null : nearest(typed, keys);
  return near === null ? null : `--${near}`;
}

/** `--no-wait` → `no-wait`. */
function longFlag({ flags }: OptionSpec): string {
  return /--([a-z0-9-]+)/.exec(flags)?.[1] ?? optionKey(flags);
}
