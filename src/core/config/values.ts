import type { Config } from "./schema.ts";

/** Groups whose commands share one section. */
const SHARED = ["backup", "inventory"];

/** The values for one command, e.g. `infra create`: its section over the top level. */
export function valuesFor(config: Config, path: string): Record<string, unknown> {
  const { backup, deploy, infra, inventory, sandbox, stack, ...top } = config;
  let section: unknown = { backup, deploy, infra, inventory, sandbox, stack };
  const [group = ""] = path.split(" ", 1);
  for (const part of SHARED.includes(group) ? [group] : path.split(" "))
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

/** What may stand in `stack` itself; its other keys are commands. */
function commonOfStacks(stack: Config["stack"]): Record<string, unknown> {
  const common = ["workspace", "binary", "var", "var_file"] as const;
  return Object.fromEntries(
    common.flatMap((key) => (stack?.[key] === undefined ? [] : [[key, stack[key]]])),
  );
}
