import { expect, test } from "vitest";
import { momentAt, parseMoment } from "../../../src/core/time/moment.ts";

const NOW = Date.parse("2026-11-28T10:20:30Z");

test.each([
  ["90s", "2026-11-28T10:19:00.000Z"],
  ["2h", "2026-11-28T08:20:30.000Z"],
  ["3d", "2026-11-25T10:20:30.000Z"],
  ["today", "2026-11-28T00:00:00.000Z"],
  ["Yesterday", "2026-11-27T00:00:00.000Z"],
  ["2026-11-20", "2026-11-20T00:00:00.000Z"],
  ["2026-11-20T10:00", "2026-11-20T10:00:00.000Z"],
  ["2026-11-20 10:00:07", "2026-11-20T10:00:07.000Z"],
  ["2026-11-20T10:00:00.250Z", "2026-11-20T10:00:00.250Z"],
  ["2026-11-20T10:00+02:00", "2026-11-20T08:00:00.000Z"],
])("%s is %s (#11.37)", (text, wanted) => {
  expect(new Date(momentAt(parseMoment(text, "time"), NOW)).toISOString()).toBe(wanted);
});

test.each([
  "",
  "constructor",
  "soon",
  "2h30",
  "2026-02-31",
  "2026-13-01",
  "26-11-20",
  "2026-11-20T25:00",
  "-2h",
])("%j is refused (#11.37)", (text) => {
  expect(() => parseMoment(text, "time")).toThrow(/is not a valid time/);
});
