import { type Settable, canonicalTarget, isTarget } from "../target.ts";
import { plainHost } from "../names.ts";
import { type CharacterString, bytesOf, textTarget } from "../text.ts";
import { shown } from "./fault.ts";
import { type Word, unescaped } from "./words.ts";

/** A name of the file in full, without a last dot; `@` is the origin. */
export function fullName(text: string, origin: string): string {
  if (text === "@") return origin;
  const name = unescaped(text);
  return plainHost(name.endsWith(".") ? name : `${name}.${origin}`);
}

/** Which words of a type's data are names. */
const NAMES: Readonly<Record<Settable, readonly number[]>> = {
  A: [],
  AAAA: [],
  CNAME: [0],
  MX: [1],
  NS: [0],
  SRV: [3],
  TXT: [],
};

/** The target of an entry of the type; a text that says why there is none. */
export function targetOf(
  type: Settable,
  words: readonly Word[],
  origin: string,
): { target: string } | { fault: string } {
  if (words.length === 0) return { fault: `an entry of type ${type} needs a target` };
  const target =
    type === "TXT"
      ? textTarget(words.map(stringOf))
      : words
          .map(({ text }, at) => (NAMES[type].includes(at) ? fullName(text, origin) : text))
          .join(" ");
  if (isTarget(type, target)) return { target: canonicalTarget(type, target) };
  const written = words.map(({ text }) => text).join(" ");
  return { fault: `${shown(written)} is no target of an entry of type ${type}` };
}

/** A byte for each escape; what is beyond ASCII is UTF-8. */
function stringOf({ text }: Word): CharacterString {
  return text.replaceAll(
    /\\(\d{3})|\\(.)|([^\\]+)/gsu,
    (_, code?: string, other = "", plain = "") =>
      code === undefined ? bytesOf(other + plain) : String.fromCharCode(Number(code)),
  );
}
