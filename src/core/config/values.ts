import type { Config } from "./schema.ts";

/** The values for one command, e.g. `infra create`: its section over the top level. */
export function valuesFor(config: Config, path: string): Record<string, unknown> {
  const { infra, inventory, cost, doctor, sandbox, stack, ...top } = config;
  let section: unknown = { infra, inventory, cost, doctor, sandbox, stack };
  for (const part of sectionOf(path))
    section = (section as Record<string, unknown> | undefined)?.[part];
  const values: Record<string, unknown> = {
    ...top,
    ...(path.startsWith("stack ") && commonOfStacks(stack)),
    ...(section as object | undefined),
  };
  // zod leaves optional keys that are absent out, and YAML's `key:` is refused before.
  return values;
}

/** The keys that lead to a command's section; those below `inventory` and `cost` share one. */
export function sectionOf(path: string): string[] {
  const words = path.split(" ");
  return words[0] === "inventory" || words[0] === "cost" ? words.slice(0, 1) : words;
}

/** What may stand in `stack` itself; its other keys are commands. */
function commonOfStacks(stack: Config["stack"]): Record<string, unknown> {
  const common = ["workspace", "binary", "var", "var_file"] as const;
  return Object.fromEntries(
    common.flatMap((key) => (stack?.[key] === undefined ? [] : [[key, stack[key]]])),
  );
}
