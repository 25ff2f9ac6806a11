const ASCII = /^[\x20-\x7e]*$/;
// Controls (C0, C1), invisible format characters (bidi marks, soft hyphen, tags), line separators.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
// JSON already escapes control characters below U+0020, and handles line breaks itself.
const UNSAFE_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text from outside (tags, names, messages), made safe for a terminal: anything that could move the
 * cursor, colour, hide or reorder text is shown as an escape like `\x1b`.
 */
export function plain(text: string): string {
  return ASCII.test(text) ? text : text.replace(UNSAFE, escape);
}

/** The same, with line breaks kept. */
export function plainLines(text: string): string {
  return text.split("\n").map(plain).join("\n");
}

/** The same, with line breaks and tabs kept, for text shown verbatim. */
export function plainText(text: string): string {
  return text.replace(UNSAFE, (character) =>
    /[\n\t]/.test(character) ? character : escape(character),
  );
}

/** True if `plain` would change it. */
export function isUnsafe(text: string): boolean {
  return !ASCII.test(text) && text.search(UNSAFE) >= 0;
}

/**
 * `JSON.stringify`, with everything that a terminal acts on as an escape. The value stays the same:
 * a parser undoes it.
 */
export function safeJson(value: unknown, indent = 0): string {
  return escapeIn(JSON.stringify(value, null, indent));
}

/** A JSON or double-quoted YAML text with such characters as `\uNNNN`. */
export function escapeIn(text: string): string {
  return text.replace(UNSAFE_IN_JSON, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\u{${hex}}`;
}
