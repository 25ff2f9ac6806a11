/**
 * Text from outside: a tag, or anything else from a service or a state file. Ansible evaluates
 * templates in every string of an inventory, so each format must mark such texts.
 */
export class Untrusted {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A plain string may be a template: it is the user's own, or can't contain one. */
export type Text = string | Untrusted;

export type Value =
  | Text
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [key: string]: Value };

export type Variables = ReadonlyMap<string, Value>;

const HARMLESS = /^[A-Za-z0-9._:/@+-]*$/;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;
// Not as a literal: the bundler would write it out, and a pure ASCII chunk starts faster.
const REPLACEMENT = String.fromCodePoint(0xfffd);

/**
 * Marks a text from outside. Addresses, regions and the like stay plain strings, so that
 * scripts can read them: without braces, blanks and quotes there is nothing to evaluate,
 * whatever the text is joined to.
 */
export function untrusted(text: string): Text {
  return HARMLESS.test(text) ? text : new Untrusted(wellFormed(text));
}

export function textOf(text: Text): string {
  return typeof text === "string" ? text : text.text;
}

export function isMapping(value: Value): value is { readonly [key: string]: Value } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Untrusted)
  );
}

/** Half a surrogate pair can't be written as UTF-8; Python would refuse the whole file. */
function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, REPLACEMENT);
}

/** Printable ASCII unchanged, everything else as `\xNN`, `\uNNNN` or `\UNNNNNNNN`. */
export function escapeNonAscii(text: string): string {
  return wellFormed(text).replace(/[^\x20-\x7e]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  });
}
