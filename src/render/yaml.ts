import { Document, Scalar, visit } from "yaml";
import { escapeIn, isUnsafe } from "../core/text/safe-text.ts";

/** A YAML sequence, element by element. */
export function* yamlSequence(items: readonly unknown[]): Generator<string> {
  if (items.length === 0) yield "[]\n";
  for (const item of items) yield yamlDocument([item]);
}

/**
 * Quotes by the rules of version 1.1 too, so that `yes`, `0755` and `12:30` stay text everywhere.
 * Control characters become escapes, which only double quotes allow.
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

/** YAML itself handles line breaks and tabs. */
function hasUnsafe(text: string): boolean {
  return isUnsafe(text.replaceAll(/[\n\t]/g, ""));
}
