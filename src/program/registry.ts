import type { CommandSpec, GroupSpec } from "../commands/definition/command.ts";
import { inOrder, isCommand } from "../commands/definition/group.ts";
import * as nouns from "../commands/index.ts";
import { spec as complete } from "./completion/complete.spec.ts";
import { spec as completion } from "./completion/script.spec.ts";
import { config } from "./config/group.ts";

/** All groups and commands. */
export const COMMANDS: readonly (GroupSpec | CommandSpec)[] = [
  ...inOrder(nouns, [
    "infra",
    "backup",
    "key",
    "alarm",
    "inventory",
    "deploy",
    "cost",
    "stack",
    "cutover",
    "migrate",
    "capacity",
    "sandbox",
    "doctor",
  ]),
  config,
  completion,
  complete,
];

/**
 * The deepest group or command that the words name, e.g. `infra`, `ip`, `move`, and the remaining
 * words.
 */
export function nodeAt(words: readonly string[]): {
  node: GroupSpec | CommandSpec | undefined;
  rest: readonly string[];
} {
  let node: GroupSpec | CommandSpec | undefined;
  let below: readonly (GroupSpec | CommandSpec)[] = COMMANDS;
  for (const [index, word] of words.entries()) {
    const next = below.find((it) => spellings(it).includes(word));
    if (next === undefined) return { node, rest: words.slice(index) };
    node = next;
    below = next.commands ?? [];
  }
  return { node, rest: [] };
}

/** The name and the aliases of a command or group. */
export function spellings(node: GroupSpec | CommandSpec): readonly string[] {
  return [node.name, ...("aliases" in node ? (node.aliases ?? []) : [])];
}

/** The command at a path such as `infra create`. */
export function findCommand(path: string): CommandSpec | undefined {
  const { node, rest } = nodeAt(path.split(" "));
  return node !== undefined && rest.length === 0 && isCommand(node) ? node : undefined;
}
