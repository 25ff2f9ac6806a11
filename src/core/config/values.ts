import type { Config } from "./schema.ts";

/** Their commands share one section. */
const SHARED = ["backup", "cost", "inventory"];

/** The values for one command, e.g. `infra create`: its section over the top level. */
export function valuesFor(config: Config, path: string): Record<string, unknown> {
  const { backup, cost, deploy, doctor, infra, inventory, sandbox, stack, ...top } = config;
  let section: unknown = { backup, cost, deploy, doctor, infra, inventory, sandbox, stack };
  for (const part of sectionOf(path))
    section = (section as Record<string, unknown> | undefined)?.[part];
  const values: Record<string, unknown> = {
    ...top,
    ...(path.startsWith("stack ") && commonOfStacks(stack)),
    // What the fleet is, is said once.
    ...(path === "deploy" && inventory),
    ...(section as object | undefined),
  };
  // zod leaves optional keys that are absent out, and YAML's `key:` is refused before.
  return values;
}

/** Where in the file a command's value stands, e.g. `infra.create.bundle`. */
export function placeOf(config: Config, path: string, key: string): string {
  const words = sectionOf(path);
  let section: unknown = config;
  for (const word of words) section = (section as Record<string, unknown> | undefined)?.[word];
  if (typeof section === "object" && section !== null && Object.hasOwn(section, key)) {
    return [...words, key].join(".");
  }
  const isOfStacks = path.startsWith("stack ") && key in commonOfStacks(config.stack);
  return isOfStacks ? `stack.${key}` : key;
}

/** The keys that lead to a command's section. */
function sectionOf(path: string): string[] {
  const words = path.split(" ");
  return SHARED.includes(words[0] ?? "") ? words.slice(0, 1) : words;
}

/** What may stand in `stack` itself; its other keys are commands. */
function commonOfStacks(stack: Config["stack"]): Record<string, unknown> {
  const common = ["workspace", "binary", "var", "var_file"] as const;
  return Object.fromEntries(
    common.flatMap((key) => (stack?.[key] === undefined ? [] : [[key, stack[key]]])),
  );
}
