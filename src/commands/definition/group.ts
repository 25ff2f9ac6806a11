import type { CommandSpec, GroupSpec } from "./command.ts";

type Node = CommandSpec | GroupSpec;

/** The commands of an index in the order that help lists them: the named ones, then the others. */
export function inOrder(
  index: Readonly<Record<string, Node>>,
  first: readonly string[],
): readonly Node[] {
  const named = first.flatMap((name) => index[name] ?? []);
  return [...named, ...Object.values(index).filter((it) => !named.includes(it))];
}

export function isCommand(node: Node): node is CommandSpec {
  return "load" in node;
}
