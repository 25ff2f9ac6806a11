import { expect, test } from "vitest";
import { isAtLeast } from "../../../src/core/contracts/program-version.ts";

test.each([
  ["1.10.0", "1.10", true],
  ["1.9.9", "1.10", false],
  ["2.0", "1.10", true],
  ["20.19.0", "20.19", true],
  ["20", "20.19", false],
])("%s is at least %s: %s", (version, least, expected) => {
  expect(isAtLeast(version, least)).toBe(expected);
});
