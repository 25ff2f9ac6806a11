import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument, stringify } from "yaml";
import { newFleetText } from "../../../src/core/fleet/edit.ts";
import { plainYaml } from "../../../src/core/fleet/plain-yaml.ts";

const SIGNS = "ab1 :-#,'\"[]{}\n\\~.e".split("");

const word = fc.oneof(
  fc.constantFrom(
    "on",
    "1e3",
    "null",
    "007",
    "0o17",
    "0x1F",
    "1_000",
    "~",
    ".inf",
    "-.5",
    "1.",
    "",
  ),
  fc.constantFrom(
    "a: b",
    "a #b",
    "'",
    '"',
    "__proto__",
    "2026-01-01",
    "<<",
    "- a",
    "yes",
    "${A:b}",
  ),
  fc.string({ maxLength: 6, unit: fc.constantFrom(...SIGNS) }),
);
const scalar = fc.oneof(word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: "small" }, scalar, tie("list"), tie("map")),
  list: fc.array(tie("any"), { maxLength: 4 }),
  map: fc.dictionary(word, tie("any"), { maxKeys: 4 }),
})).map;
const styles = fc.record({
  collectionStyle: fc.constantFrom("any" as const, "flow" as const),
  defaultStringType: fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20),
});
/** A character that is put somewhere, or takes another's place. */
const typos = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    text: fc.constantFrom(...SIGNS, "\n  ", ": ", "- ", " #", "null"),
    isInstead: fc.boolean(),
  }),
  { maxLength: 3 },
);

function check(text: string): void {
  const plain = plainYaml(text);
  if (plain === undefined) return;
  const document = parseDocument(text, { uniqueKeys: true });
  expect({ text, errors: document.errors.map(({ message }) => message) }).toEqual({
    text,
    errors: [],
  });
  expect({ text, plain }).toEqual({ text, plain: document.toJS() as unknown });
}

test("it reads a text as the parser does that knows places, or not at all", () => {
  fc.assert(
    fc.property(value, styles, typos, (it, style, changes) => {
      let text = stringify(it, style as object);
      for (const { at, text: put, isInstead } of changes) {
        const from = Math.floor(at * text.length);
        text = text.slice(0, from) + put + text.slice(from + (isInstead ? put.length : 0));
      }
      check(text);
    }),
    { numRuns: 1_500 },
  );
});

test("a file as people and `fleet import` write it is plain", () => {
  const entries = [{ name: "1e3", region: "eu-west-1", firewall: ["ssh@203.0.113.0/24"] }];
  const imports = [{ to: "1e3", instance: "web" }];
  const text = newFleetText("quants", "eu-west-1", { instances: entries, imports });
  expect(plainYaml(text)).toMatchObject({ version: 1, instances: entries, import: imports });
  expect(plainYaml("# Aren't\nregion: x # y\nzones: [a, c]\n")).toEqual({
    region: "x",
    zones: ["a", "c"],
  });
});
