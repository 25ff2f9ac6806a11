import { expect, test } from "vitest";
import { parseThreshold, thresholdText } from "../../../src/core/alarms/threshold.ts";

test.each([
  ["80", "CPUUtilization", 80, "80 %"],
  ["80%", "CPUUtilization", 80, "80 %"],
  ["0", "BurstCapacityPercentage", 0, "0 %"],
  ["600s", "BurstCapacityTime", 600, "600 s"],
  ["1.5gb", "NetworkOut", 1_500_000_000, "1.5 GB"],
  ["1234567", "NetworkIn", 1_234_567, "1234.567 KB"],
  ["1", "NetworkIn", 1, "1 bytes"],
  ["2MB", "NetworkReceiveThroughput", 2_000_000, "2 MB/s"],
  ["0.25", "DiskQueueDepth", 0.25, "0.25"],
] as const)("%j of %s is %j, shown as %j", (text, metric, value, shown) => {
  expect(parseThreshold(text, metric)).toBe(value);
  expect(thresholdText(value, metric)).toBe(shown);
  // What is shown is taken again, and means the same.
  expect(parseThreshold(shown.replace("/s", "").replace(" bytes", ""), metric)).toBe(value);
});

test.each([
  ["100.1", "CPUUtilization"],
  ["80MB", "CPUUtilization"],
  ["80%", "NetworkIn"],
  ["10s", "RequestCount"],
  ["0x10", "RequestCount"],
  ["1e400", "RequestCount"],
  ["", "RequestCount"],
  ["Infinity", "RequestCount"],
] as const)("%j is none of %s", (text, metric) => {
  expect(() => parseThreshold(text, metric)).toThrow("is no threshold of");
});

test("a metric of a later version has a plain number", () => {
  expect(thresholdText(5, "SomethingNew")).toBe("5");
});
