import { expect, test } from "vitest";
import { parseAge, parseDuration } from "../../../src/core/time/duration.ts";

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

test.each([
  ["90m", 5_400_000],
  ["6h", 21_600_000],
  ["30d", 2_592_000_000],
  ["2w", 1_209_600_000],
])("an age of %s", (text, ms) => {
  expect(parseAge(text, "age")).toBe(ms);
});

test.each(["", "30", "0d", "-1d", "1.5d", "30s", "9999w", "d"])("%j is no age", (text) => {
  expect(() => parseAge(text, "age")).toThrow("is not a valid age");
});
