import fc from "fast-check";
import { expect, test } from "vitest";
import { globMatches } from "../../../src/core/inventory/glob.ts";

test.each([
  ["", "", true],
  ["", "a", false],
  ["*", "", true],
  ["?", "", false],
  ["?", "😀", true],
  ["a*", "abc", true],
  ["*c", "abc", true],
  ["a*c", "abcabc", true],
  ["a*b*c", "a-b-c", true],
  ["a*b*c", "a-c-b", false],
  ["**", "a", true],
  ["a.c", "abc", false],
  ["[a]", "a", false],
])("%j on %j: %s", (pattern, text, expected) => {
  expect(globMatches(pattern, text)).toBe(expected);
});

test("means what the regular expression of the same pattern means", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });
  fc.assert(
    fc.property(pattern, letters, (glob, text) => {
      const regex = new RegExp(`^${glob.replaceAll("*", ".*").replaceAll("?", ".")}$`);
      expect(globMatches(glob, text)).toBe(regex.test(text));
    }),
    { numRuns: 2000 },
  );
});

test("is quick on a pattern and a text made to be slow", () => {
  expect(globMatches(`${"*a".repeat(60)}b`, "a".repeat(256))).toBe(false);
});
