// C0 and C1 controls, line separators, and the marks that reorder text on screen.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * Text from outside (tags, names, messages), made safe for a terminal: whatever could move
 * the cursor, colour, hide or reorder is shown as an escape like `\x1b`.
 */
export function plain(text: string): string {
  return text.replace(UNSAFE, escape);
}

/** The same, with line breaks kept. */
export function plainLines(text: string): string {
  return text.split("\n").map(plain).join("\n");
}

function escape(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, "0")}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
}
