import { expect, test } from "vitest";
import { textData, textStrings, textTarget } from "../../../src/core/dns/text.ts";

test.each([
  ["plain text", ["plain text"]],
  ['"one" "two"', ["one", "two"]],
  ['""', [""]],
  [String.raw`"say \"hi\" \\"`, ['say "hi" \\']],
  [String.raw`"\303\274"`, ["\u00c3\u00bc"]],
  ["ü", ["\u00c3\u00bc"]],
  // Neither quoted as a whole nor escaped: it is text.
  ['say "hi"', ['say "hi"']],
  ["C:\\", ["C:\\"]],
])("the strings of %j", (target, expected) => {
  expect(textStrings(target)).toEqual(expected);
});

test("quotes and what is no printable ASCII are escaped, octal for the service, decimal in a file", () => {
  const strings = ['a"\\', "\u0000\u00ff"];
  expect(textTarget(strings)).toBe(String.raw`"a\"\\" "\000\377"`);
  expect(textData(strings)).toBe(String.raw`"a\"\\" "\000\255"`);
});

test("a string of more than 255 bytes is split", () => {
  const target = textTarget(["x".repeat(600)]);
  expect(textStrings(target).map((it) => it.length)).toEqual([255, 255, 90]);
});
