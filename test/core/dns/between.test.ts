import { expect, test } from "vitest";
import { checkBetween, isBetween } from "../../../src/core/dns/between.ts";
import { notedSet } from "../../../src/core/dns/noted-sets.ts";
import { resumedPlan } from "../../../src/core/dns/resumed-plan.ts";

const NAME = "www.example.com";
const a = (target: string) => ({ name: NAME, type: "A", target, is_alias: false, id: target });
const SET = { name: NAME, type: "A", before: [a("203.0.113.1")], after: [a("203.0.113.2")] };

test.each([
  [[], true],
  [["203.0.113.1"], true],
  [["203.0.113.2", "203.0.113.1"], true],
  [["203.0.113.2", "203.0.113.3"], false],
])("%j is between before and after: %s", (targets, expected) => {
  const now = targets.map(a);
  expect(isBetween(SET, now)).toBe(expected);
  if (expected) expect(resumedPlan([SET], null, now).sets).toEqual([{ ...SET, before: now }]);
  else
    expect(() => checkBetween(SET, now)).toThrow(
      "The A entries of www.example.com were changed since.",
    );
});

test("a run's notes are found by the target's name", () => {
  const { before, after } = SET;
  expect(notedSet({ name: `${NAME} A` }, { before, after })).toEqual(SET);
  expect(notedSet({ name: `${NAME} A` }, { sets: [SET] })).toEqual(SET);
  expect(notedSet({ name: `${NAME} TXT` }, { sets: [SET] })).toBeNull();
  expect(notedSet({ name: `${NAME} A` }, {})).toBeNull();
});

test("only what is open is left of a run", () => {
  const other = { ...SET, name: "api.example.com" };
  const { sets } = resumedPlan([SET, other], [`${NAME} A`], [a("203.0.113.1")]);
  expect(sets.map(({ name }) => name)).toEqual([NAME]);
});
