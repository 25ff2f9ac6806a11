import { safeJson } from "../core/text/safe-text.ts";

/** A JSON array, element by element, indented by two spaces. */
export function* jsonArray(items: readonly unknown[]): Generator<string> {
  if (items.length === 0) {
    yield "[]\n";
    return;
  }
  let before = "[\n";
  for (const item of items) {
    yield before + indent(safeJson(item, 2));
    before = ",\n";
  }
  yield "\n]\n";
}

export function jsonDocument(value: unknown, compact = false): string {
  return `${safeJson(value, compact ? 0 : 2)}\n`;
}

function indent(text: string): string {
  return `  ${text.replaceAll("\n", "\n  ")}`;
}
