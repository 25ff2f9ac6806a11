import { expect, test } from "vitest";
import { periodOf } from "../../../src/core/backups/period.ts";

const at = (text: string): number => Date.parse(text);

test.each([
  ["hourly", "2026-11-21T11:59:59.999Z", "2026112111"],
  ["hourly", "2026-11-21T12:00:00Z", "2026112112"],
  ["daily", "2026-11-21T23:59:59Z", "20261121"],
  ["daily", "2026-11-22T00:00:00Z", "20261122"],
  ["weekly", "2026-11-22T23:59:59Z", "2026w47"],
  ["weekly", "2026-11-23T00:00:00Z", "2026w48"],
  // Years begin and end within weeks that belong to one of the two.
  ["weekly", "2026-12-31T12:00:00Z", "2026w53"],
  ["weekly", "2027-01-03T12:00:00Z", "2026w53"],
  ["weekly", "2027-01-04T00:00:00Z", "2027w01"],
  ["weekly", "2024-12-30T00:00:00Z", "2025w01"],
  ["weekly", "2021-01-03T00:00:00Z", "2020w53"],
] as const)("the %s period of %s is %s", (schedule, time, period) => {
  expect(periodOf(schedule, at(time))).toBe(period);
});
