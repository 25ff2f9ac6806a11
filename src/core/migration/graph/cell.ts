import { compareTexts } from "./compare-texts.ts";
import { CsvError } from "./csv-error.ts";
import { dateTimeText, secondsOf } from "./date-time.ts";
import {
  canonicalJson,
  exactNumber,
  type Json,
  jsonText,
  NumberText,
  parseJson,
} from "./exact-json.ts";
import { isSet, type Kind, memberKind, scalarText, type SetKind } from "./kind.ts";

const QUOTED: ReadonlySet<Kind> = new Set<Kind>(["String", "Json", "String[]"]);

/** A value of this kind as a cell of CSV (RFC 4180). Texts are quoted: an empty one is not a missing one. */
export function cellOf(value: Json, kind: Kind): string {
  const text = textOf(value, kind);
  return QUOTED.has(kind) ? quoted(text) : text;
}

export function quoted(text: string): string {
  return `"${text.includes('"') ? text.replaceAll('"', '""') : text}"`;
}

function textOf(value: Json, kind: Kind): string {
  if (kind === "Json") return jsonText(value);
  if (kind === "DateTime") return dateTimeText(secondsOf(value as string) ?? 0);
  if (isSet(kind)) return (value as readonly Json[]).map(scalarText).join(";");
  return scalarText(value);
}

type Scalar = Exclude<Kind, SetKind>;

/** Of a kind, what a text has to be, and what it stands for. */
const READ: Readonly<Record<Scalar, readonly [(text: string) => boolean, (text: string) => Json]>> =
  {
    Bool: [(text) => /^(?:true|false)$/.test(text), (text) => text === "true"],
    Long: [(text) => /^-?\d{1,19}$/.test(text), exactNumber],
    Double: [
      (text) => text.trim() !== "" && Number.isFinite(Number(text)),
      (text) => new NumberText(text),
    ],
    String: [() => true, (text) => text],
    DateTime: [(text) => secondsOf(text) !== null, (text) => text],
    Json: [() => true, parseJson],
  };

/** The value in a cell that was read; throws when it is none of this kind. */
export function valueIn(text: string, kind: Kind): Json {
  if (isSet(kind)) return text.split(";").map((it) => valueIn(it, memberKind(kind)));
  const [isOne, read] = READ[kind];
  if (!isOne(text)) throw new CsvError(`a cell is no ${kind}`);
  return read(text);
}

const CANONICAL: Readonly<Record<Scalar, (value: Json) => string>> = {
  Bool: scalarText,
  Long: (value) => BigInt(scalarText(value)).toString(),
  Double: (value) => String(Number(scalarText(value))),
  String: scalarText,
  DateTime: (value) => String(secondsOf(scalarText(value))),
  Json: canonicalJson,
};

/** Equal for equal values of a kind, however they are written. */
export function canonical(value: Json, kind: Kind): string {
  if (!isSet(kind)) return CANONICAL[kind](value);
  const member = memberKind(kind);
  const texts = (value as readonly Json[]).map((it) => canonical(it, member));
  return JSON.stringify(texts.toSorted(compareTexts));
}
