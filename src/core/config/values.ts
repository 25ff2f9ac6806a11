import type { Config } from "./schema.ts";

/** The values for one command, e.g. `infra create`: its section over the top level. */
export function valuesFor(config: Config, path: string): Record<string, unknown> {
  const { infra, sandbox, ...top } = config;
  let section: unknown = { infra, sandbox };
  for (const part of path.split(" "))
    section = (section as Record<string, unknown> | undefined)?.[part];
  const values: Record<string, unknown> = { ...top, ...(section as object | undefined) };
  // zod leaves optional keys that are absent out, and YAML's `key:` is refused before.
  return values;
}
