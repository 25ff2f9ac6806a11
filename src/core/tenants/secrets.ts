import type { Part } from "./parts.ts";

const PASSWORD = /\{\{([a-z][a-z0-9-]*)\}\}/g;

/** The contents of a tenant's secret files; the same placeholder is the same password in all. */
export function secretValues(parts: readonly Part[], random: () => string): Record<string, string> {
  const passwords = new Map<string, string>();
  const password = (name: string): string => {
    const known = passwords.get(name) ?? random();
    passwords.set(name, known);
    return known;
  };
  return Object.fromEntries(
    parts.flatMap(({ component }) =>
      Object.entries(component.secrets ?? {}).map(([name, template]) => [
        name,
        template.replaceAll(PASSWORD, (_, it: string) => password(it)),
      ]),
    ),
  );
}
