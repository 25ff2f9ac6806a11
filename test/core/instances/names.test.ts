import fc from "fast-check";
import { expect, test } from "vitest";
import { checkName } from "../../../src/core/instances/names.ts";

test.each(["ab", "dev-collector-1", "a.b_c-d", "A1", "x".repeat(255)])("%s is a name", (name) => {
  expect(checkName(name)).toBe(name);
});

test.each([
  ["a", "shorter than 2"],
  ["", "shorter than 2"],
  ["x".repeat(256), "256 characters"],
  ["-ab", "start and end"],
  ["ab.", "start and end"],
  ["a b", 'contains " "'],
  ["a\u001b[31mb", "contains"],
  ["dév", 'contains "é"'],
  ["true", "flag"],
  ["FALSE", "flag"],
])("%j is refused", (name, why) => {
  expect(() => checkName(name)).toThrowError(expect.objectContaining({ code: "invalid_input" }));
  expect(() => checkName(name)).toThrowError(why);
});

test("whatever passes is safe in a shell, a file name and a URL", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        expect(checkName(text)).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]$/);
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid_input" });
      }
    }),
  );
});

test("every text of the allowed characters and length is a name, as it is", () => {
  const edge = fc.stringMatching(/^[A-Za-z0-9]$/);
  const middle = fc.stringMatching(/^[A-Za-z0-9._-]{0,253}$/);
  fc.assert(
    fc.property(edge, middle, edge, (first, rest, last) => {
      const name = `${first}${rest}${last}`;
      fc.pre(!/^(true|false)$/i.test(name));
      expect(checkName(name)).toBe(name);
    }),
  );
});

test("one character that is not allowed spoils any name, and is shown harmlessly", () => {
  const odd = fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 });
  fc.assert(
    fc.property(odd, (character) => {
      fc.pre(!/^[A-Za-z0-9._-]$/.test(character));
      expect(() => checkName(`ab${character}cd`)).toThrowError(
        expect.objectContaining({ code: "invalid_input" }),
      );
    }),
  );
});
