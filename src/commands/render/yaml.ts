import { stringify } from "yaml";

/** A YAML sequence, element by element. */
export function* yamlSequence(items: readonly unknown[]): Generator<string> {
  if (items.length === 0) yield "[]\n";
  for (const item of items) yield yamlDocument([item]);
}

/** Version 1.1 rules for quoting as well, so that `yes`, `0755` and `12:30` stay text everywhere. */
export function yamlDocument(value: unknown): string {
  return stringify(value, { compat: "yaml-1.1", lineWidth: 0, aliasDuplicateObjects: false });
}
