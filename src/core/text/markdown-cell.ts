import { plain } from "./safe-text.ts";

/** A text for a table in Markdown: it can't begin a cell, a link or a tag of its own. */
export function markdownCell(text: string): string {
  return plain(text)
    .replaceAll(/[\\`*_{}[\]<>|]/g, "\\$&")
    .replaceAll(/\s+/g, " ");
}
