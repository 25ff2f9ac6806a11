import { Document, Scalar, visit } from "yaml";
import { escapeIn, isUnsafe } from "../core/text/safe-text.ts";

/** A YAML sequence, element by element. */
export function* yamlSequence(items: readonly unknown[]): Generator<string> {
  if (items.length === 0) yield "[]\n";
  for (const item of items) yield yamlDocument([item]);
}

/**
 * Version 1.1 rules for quoting as well, so that `yes`, `0755` and `12:30` stay text everywhere.
 * What a terminal acts on stands as an escape, which only double quotes can hold.
 */
export function yamlDocument(value: unknown): string {
  const document = new Document(value, { compat: "yaml-1.1", aliasDuplicateObjects: false });
  let quoted = false;
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value !== "string" || !hasUnsafe(scalar.value)) return;
      scalar.type = Scalar.QUOTE_DOUBLE;
      quoted = true;
    },
  });
  const text = document.toString({ lineWidth: 0 });
  return quoted ? escapeIn(text) : text;
}

/** Line breaks and tabs are YAML's own. */
function hasUnsafe(text: string): boolean {
  return isUnsafe(text.replaceAll(/[\n\t]/g, ""));
}
