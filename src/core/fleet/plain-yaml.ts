import { FAILSAFE_SCHEMA, Type, load } from "js-yaml";

/** What the two parsers may read in two ways, so that only one of them may read it. */
const BEYOND = [
  // Aliases, tags, directives, block scalars, explicit keys; whitespace of other kinds.
  /[&*!%|>?\t\r\uFEFF]|^(?:---|\.\.\.)/m,
  // Nothing, which may be a key; and other keys that are no text.
  /~|\bnull\b|(?:^|[\s{,]):|[\]}]\s*:/im,
  // A list or mapping in brackets over several lines, whose indentation counts.
  /[,{[][ ]*(?:#.*)?$|^[ ]*[\]},]/m,
  // A quoted text over several lines.
  /^(?![ ]*#)[^"\n]*"(?:[^"\n]*"[^"\n]*")*[^"\n]*$/m,
  /^(?![ ]*#)[^'\n]*'(?:[^'\n]*'[^'\n]*')*[^'\n]*$/m,
  // A comment that no space sets apart.
  /[^\s\w]#/,
];

const BOOLEAN = /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/;
const NUMBER = /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$/;
const INFINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/;

/** The scalars of YAML 1.2's core schema, as the other parser has them. */
const CORE = FAILSAFE_SCHEMA.extend({
  implicit: [
    scalar("null", /^$/, () => null),
    scalar("bool", BOOLEAN, (text) => /^t/i.test(text)),
    scalar("float", NUMBER, Number),
    scalar("inf", INFINITE, infinite),
  ],
});

/**
 * The value of a YAML text, an order of magnitude sooner than with the places of its keys.
 * Undefined for a text that is not plain, or has any fault: the parser that knows places tells.
 */
export function plainYaml(text: string): unknown {
  if (BEYOND.some((it) => it.test(text))) return undefined;
  try {
    return load(text, { schema: CORE });
  } catch {
    return undefined;
  }
}

function scalar(name: string, form: RegExp, construct: (text: string) => unknown): Type {
  return new Type(`tag:yaml.org,2002:${name}`, {
    kind: "scalar",
    resolve: (text: string | null) => form.test(text ?? ""),
    construct: (text: string | null) => construct(text ?? ""),
  });
}

function infinite(text: string): number {
  if (/nan$/i.test(text)) return Number.NaN;
  return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
