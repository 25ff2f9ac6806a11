import { describe, expect, test } from "vitest";
import {
  compareObjects,
  compareSequences,
} from "../../../../src/core/migration/postgres/compare.ts";

const at = (value: string | null, cycles = false) => [{ name: "s", value, cycles }];

describe("compareSequences", () => {
  test.each<[string | null, string | null, string | null, boolean]>([
    ["5", "5", "5", true],
    ["5", "9", "7", true],
    ["5", "9", "10", false],
    ["5", "9", "4", false],
    [null, null, null, true],
    [null, "3", "2", true],
    ["5", "5", null, false],
    // Downwards, and beyond what a number holds.
    ["-5", "-9", "-7", true],
    ["9007199254740993", "9007199254740993", "9007199254740992", false],
  ])("before %s, after %s: %s is good: %s", (before, after, there, good) => {
    const found = compareSequences({ before: at(before), after: at(after) }, at(there));
    expect(found.length === 0).toBe(good);
  });

  test("one that cycles may be anywhere, but must be there", () => {
    const sequences = { before: at("5", true), after: at("1", true) };
    expect(compareSequences(sequences, at("900"))).toEqual([]);
    expect(compareSequences(sequences, [])).toEqual(["the sequence s is missing"]);
  });
});

test("an index that is not valid counts as missing", () => {
  const index = { class: 1, oid: 2, kind: "index", name: "a.i", is_valid: true };
  expect(compareObjects([index], [{ ...index, is_valid: false }])).toEqual([
    { kind: "index", source: 1, target: 1, missing: ["a.i"] },
  ]);
  expect(compareObjects([{ ...index, is_valid: false }], [])[0]?.missing).toEqual([]);
});
