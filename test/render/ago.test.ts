import { expect, test } from "vitest";
import { ago } from "../../src/render/ago.ts";

const NOW = Date.parse("2026-01-15T12:00:00.000Z");

test.each([
  ["2026-01-15T12:00:30.000Z", "just now"],
  ["2026-01-15T11:59:01.000Z", "just now"],
  ["2026-01-15T11:59:00.000Z", "1 minute ago"],
  ["2026-01-15T11:00:01.000Z", "59 minutes ago"],
  ["2026-01-15T11:00:00.000Z", "1 hour ago"],
  ["2026-01-14T12:00:01.000Z", "23 hours ago"],
  ["2026-01-12T12:00:00.000Z", "3 days ago"],
  ["2025-11-17T12:00:00.000Z", "59 days ago"],
  ["2025-11-16T12:00:00.000Z", "2 months ago"],
  ["2023-01-01T00:00:00.000Z", "3 years ago"],
  ["2026-01-15T13:00:00.000Z", "2026-01-15T13:00:00.000Z"],
  ["no time\u001b", "no time\\x1b"],
])("%s is %s for a person (#11.36)", (time, text) => {
  expect(ago(time, NOW)).toBe(text);
});
