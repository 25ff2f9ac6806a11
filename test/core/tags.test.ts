import { expect, test } from "vitest";
import { checkTags, parseTag } from "../../src/core/tags.ts";

test("KEY=VALUE is split at the first equals sign", () => {
  expect(parseTag("Environment=dev")).toEqual(["Environment", "dev"]);
  expect(parseTag("Query=a=b")).toEqual(["Query", "a=b"]);
  expect(parseTag("Marker=")).toEqual(["Marker", ""]);
});

test.each([
  ["a", "no '='"],
  ["=b", "key is empty"],
  [" =b", "key is empty"],
  ["aws:x=1", "reserved"],
  ["AWS:x=1", "reserved"],
  [`${"k".repeat(129)}=v`, "129 characters"],
  [`k=${"v".repeat(257)}`, "257 characters"],
])("%j is refused", (text, why) => {
  expect(() => parseTag(text)).toThrowError(expect.objectContaining({ code: "invalid_input" }));
  expect(() => parseTag(text)).toThrowError(why);
});

test("fifty tags are the most", () => {
  const tags = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "v"]));
  expect(() => checkTags(tags(50))).not.toThrow();
  expect(() => checkTags(tags(51))).toThrowError("51 tags are too many");
});
