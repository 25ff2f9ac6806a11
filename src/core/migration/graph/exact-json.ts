import { parse } from "lossless-json";
import { compareTexts } from "./compare-texts.ts";

/** A number that JavaScript would blur: `5.0`, which is no integer, or more digits than it keeps. */
export class NumberText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Parsed JSON. A plain number is an integer that JavaScript holds exactly. */
export type Json =
  | null
  | boolean
  | number
  | string
  | NumberText
  | readonly Json[]
  | { readonly [key: string]: Json };

/** What a JavaScript number might not keep: a fraction, an exponent, many digits. */
const BLURRED = /\d[.eE]|\d{16}/;
const HELD = /^-?\d{1,15}$/;

/** Half of a character, which no file can hold. */
const HALF = /\p{Cs}/u;

export function isWellFormed(text: string): boolean {
  return !HALF.test(text);
}

/** Throws for anything but one JSON value; what it throws may quote the text. */
export function parseJson(text: string): Json {
  if (!BLURRED.test(text)) return JSON.parse(text) as Json;
  return parse(text, null, { parseNumber: exactNumber }) as Json;
}

export function exactNumber(text: string): number | NumberText {
  return HELD.test(text) ? Number(text) : new NumberText(text);
}

/** As JSON again, each number with the digits that it had. Half characters come as escapes. */
export function jsonText(value: Json): string {
  return written(value, Object.entries);
}

/** The same for equal values, whatever the order of their keys. */
export function canonicalJson(value: Json): string {
  return written(value, (it) => Object.entries(it).toSorted(([a], [b]) => compareTexts(a, b)));
}

type Entries = (value: { readonly [key: string]: Json }) => [string, Json][];

function written(value: Json, entries: Entries): string {
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) {
    return `[${(value as readonly Json[]).map((it) => written(it, entries)).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = entries(value as { readonly [key: string]: Json });
    return `{${members.map(([key, it]) => `${JSON.stringify(key)}:${written(it, entries)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
