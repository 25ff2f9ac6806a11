import * as z from "zod";
import type { CommandSpec, GroupSpec } from "../definition/command.ts";
import { isCommand } from "../definition/group.ts";
import type { OptionSpec } from "../definition/option.ts";
import * as nouns from "../index.ts";
import { shapeOf } from "./option-schema.ts";

type Node = CommandSpec | GroupSpec;

/** The top level's keys that are sections: the commands and groups that a file may speak of. */
export const SECTIONS: ReadonlyMap<string, Node> = new Map(
  Object.values<Node>(nouns).map((it) => [it.name, it]),
);

/** What each section of a file may hold. */
export function sectionShapes(): Record<string, z.ZodType> {
  return Object.fromEntries(
    [...SECTIONS].flatMap(([name, node]) => {
      const section = sectionOf(node);
      return section === null ? [] : [[name, section.optional()] as const];
    }),
  );
}

/** Null for what has nothing that a file could set. */
function sectionOf(node: Node): z.ZodType | null {
  const isShared = isCommand(node) || node.sharesSection === true;
  const shape = isShared ? shapeOf(optionsBelow(node)) : shapesBelow(node);
  return Object.keys(shape).length === 0 ? null : z.strictObject(shape);
}

function shapesBelow(group: GroupSpec): Record<string, z.ZodType> {
  const below = group.commands.flatMap((it) => {
    const section = sectionOf(it);
    return section === null ? [] : [[it.name, section.optional()] as const];
  });
  return { ...shapeOf(group.sharedOptions ?? []), ...Object.fromEntries(below) };
}

/** Of a command, those that it and the commands below it take. */
function optionsBelow(node: Node): readonly OptionSpec[] {
  if (!isCommand(node)) return node.commands.flatMap(optionsBelow);
  // One that is another way to call a command has that one's section.
  const own = node.readsNoConfig === true || node.runs !== undefined ? [] : node.options;
  return [...own, ...(node.commands ?? []).flatMap(optionsBelow)];
}
