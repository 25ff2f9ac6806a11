import { expect, test } from "vitest";
import { billedGb, transferUsdPerGb } from "../../../src/core/cost/transfer-price.ts";

test.each([
  [{ total: 1_024, outgoing: 1_024 }, 0],
  [{ total: 2_048, outgoing: 2_048 }, 1_024],
  // Half of what is beyond comes in, which is free.
  [{ total: 2_048, outgoing: 1_024 }, 512],
  [{ total: 2_048, outgoing: 0 }, 0],
])("of %j, %d GB are billed beyond 1,024", (traffic, billed) => {
  expect(billedGb(traffic, 1_024)).toBe(billed);
});

test("a region that is not on the list has no price", () => {
  expect(transferUsdPerGb("ap-northeast-1")).toBe(0.14);
  expect(transferUsdPerGb("sa-east-1")).toBeNull();
  expect(transferUsdPerGb("constructor")).toBeNull();
});
