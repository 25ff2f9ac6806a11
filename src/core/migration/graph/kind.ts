import { isWellFormed, type Json, jsonText, NumberText } from "./exact-json.ts";
import { secondsOf } from "./date-time.ts";

/**
 * How a value is kept in Neptune's openCypher CSV. Integers are always `Long` and fractions `Double`:
 * so they are in the source, and a narrower type would only fit what happens to be there now.
 * `Json` is a `String` column whose cells are JSON: for what the format has no type for.
 * https://docs.aws.amazon.com/neptune/latest/userguide/bulk-load-tutorial-format-opencypher.html
 */
export type Kind = "Bool" | "Long" | "Double" | "String" | "DateTime" | "Json" | SetKind;

/** Several values of a property, without order or repetition. */
export type SetKind = "Bool[]" | "Long[]" | "Double[]" | "String[]";

/** In this order columns of a property are numbered. */
export const KINDS: readonly Kind[] = [
  ...(["Bool", "Long", "Double", "String", "DateTime", "Json"] as const),
  ...(["Bool[]", "Long[]", "Double[]", "String[]"] as const),
];

export interface KindRules {
  /** Properties whose texts are times. */
  datetimes: readonly string[];
  /**
   * What becomes of lists. openCypher in Neptune has none: of a list that is loaded as such, it keeps
   * the set of its values and returns them one by one.
   * https://docs.aws.amazon.com/neptune/latest/userguide/access-graph-opencypher-data-model.html
   */
  lists: "json" | "set";
}

const LONG_MAX = 2n ** 63n - 1n;
const LONG_MIN = -(2n ** 63n);

/** Null for null, which is the absence of a property. */
export function kindOf(value: Json, name: string, rules: KindRules): Kind | null {
  if (value === null) return null;
  const plain = scalarKind(value);
  if (plain === "String" && rules.datetimes.includes(name)) {
    return secondsOf(value as string) === null ? "String" : "DateTime";
  }
  if (plain !== null) return plain;
  if (rules.lists === "set" && Array.isArray(value)) return setKind(value as readonly Json[]);
  return "Json";
}

/** Null for what no single type holds exactly. */
function scalarKind(value: Json): "Bool" | "Long" | "Double" | "String" | null {
  if (typeof value === "boolean") return "Bool";
  if (typeof value === "number") return "Long";
  if (typeof value === "string") return isWellFormed(value) ? "String" : null;
  if (!(value instanceof NumberText)) return null;
  if (!/^-?\d+$/.test(value.text)) return Number.isFinite(Number(value.text)) ? "Double" : null;
  // Longer than any Long, and not worth the time that BigInt takes for millions of digits.
  if (value.text.length > 20) return null;
  const integer = BigInt(value.text);
  return integer <= LONG_MAX && integer >= LONG_MIN ? "Long" : null;
}

/** A list is a set only if it is not empty, of one kind, without repetition, and free of `;`. */
function setKind(list: readonly Json[]): Kind {
  const [first = null] = list;
  const kind = scalarKind(first);
  if (kind === null || list.some((it) => scalarKind(it) !== kind)) return "Json";
  const texts = list.map((it) => scalarText(it));
  if (new Set(texts).size < texts.length) return "Json";
  if (texts.some((it) => it === "" || /[;\\]/.test(it))) return "Json";
  return `${kind}[]`;
}

/** A scalar as in a cell, without quotes. */
export function scalarText(value: Json): string {
  return typeof value === "object" ? jsonText(value) : String(value);
}

export function isSet(kind: Kind): kind is SetKind {
  return kind.endsWith("[]");
}

export function memberKind(kind: SetKind): "Bool" | "Long" | "Double" | "String" {
  return kind.slice(0, -2) as "Bool" | "Long" | "Double" | "String";
}

/** As in a column's header. */
export function headerType(kind: Kind): string {
  return kind === "Json" ? "String" : kind;
}
