import { expect, test } from "vitest";
import { parseDuration } from "../../src/core/duration.ts";

test.each([
  ["90", 90_000],
  ["90s", 90_000],
  ["1.5m", 90_000],
  ["1h", 3_600_000],
  ["500ms", 500],
  ["0", 0],
])("%s is %d ms", (text, ms) => {
  expect(parseDuration(text, "timeout")).toBe(ms);
});

test.each(["", "s", "-1s", "1d", "5 m", "1e3", "25h", "NaN"])("%j is refused", (text) => {
  expect(() => parseDuration(text, "timeout")).toThrowError(`"${text}" is not a valid timeout.`);
});
