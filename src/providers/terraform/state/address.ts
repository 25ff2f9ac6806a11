import { ownValue } from "../../../core/text/own-value.ts";

/** The key of one instance of a resource, as Terraform writes it: `["a"]`, `[0]` or nothing. */
export function indexOf(key: unknown): string {
  if (typeof key === "number") return `[${key}]`;
  return typeof key === "string" ? `[${hclQuote(key)}]` : "";
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

/** A quoted string in Terraform's language; letters of any script stay unescaped. */
function hclQuote(text: string): string {
  const escaped = text
    .replaceAll(/[\n\r\t"\\]/g, (character) => ownValue(ESCAPES, character) ?? character)
    .replaceAll(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`)
    .replaceAll(
      /[\u0000-\u001f\u007f-\u009f]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  return `"${escaped}"`;
}
