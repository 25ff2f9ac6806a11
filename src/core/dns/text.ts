/** A character-string of DNS, one character for each byte. */
export type CharacterString = string;

/** DNS has one byte for the length of a string. */
const MAX_BYTES = 255;

/**
 * The strings of a TXT entry, from the target that the service keeps: quoted ones as Route 53 writes
 * them, with octal escapes, or a text without quotes, which is one string. One that is too long for
 * DNS is split, as it is wherever it is answered.
 */
export function textStrings(target: string): CharacterString[] {
  const bytes = bytesOf(target.trim());
  const quoted = /^(?:"(?:[^"\\]|\\.)*"\s*)+$/s.test(bytes)
    ? [...bytes.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, inner = ""]) => inner)
    : [bytes];
  return quoted.map(withoutEscapes).flatMap(splitString);
}

/** The target of a TXT entry as it is sent: every string in quotes. */
export function textTarget(strings: readonly CharacterString[]): string {
  return strings
    .flatMap(splitString)
    .map((it) => `"${escaped(it, 8)}"`)
    .join(" ");
}

/** The same as a zone file writes it, where escapes are decimal. */
export function textData(strings: readonly CharacterString[]): string {
  return strings
    .flatMap(splitString)
    .map((it) => `"${escaped(it, 10)}"`)
    .join(" ");
}

/** One character for each byte of its UTF-8. */
export function bytesOf(text: string): CharacterString {
  return Buffer.from(text, "utf8").toString("latin1");
}

function splitString(text: CharacterString): CharacterString[] {
  if (text.length <= MAX_BYTES) return [text];
  const count = Math.ceil(text.length / MAX_BYTES);
  return Array.from({ length: count }, (_, n) => text.slice(n * MAX_BYTES, (n + 1) * MAX_BYTES));
}

function withoutEscapes(text: CharacterString): CharacterString {
  return text.replaceAll(/\\(?:([0-3][0-7]{2})|(.))/gs, (_, octal?: string, other = "") =>
    octal === undefined ? other : String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

function escaped(text: CharacterString, radix: 8 | 10): string {
  return text.replaceAll(/["\\]|[^ -~]/g, (it) =>
    it === '"' || it === "\\"
      ? `\\${it}`
      : `\\${it.charCodeAt(0).toString(radix).padStart(3, "0")}`,
  );
}
