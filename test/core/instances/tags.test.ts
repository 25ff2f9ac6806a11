import fc from "fast-check";
import { expect, test } from "vitest";
import { checkTags, parseTag } from "../../../src/core/instances/tags.ts";

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

test("what parses is what was written, and passes the check of all", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (key, value) => {
      fc.pre(!key.includes("="));
      try {
        const parsed = parseTag(`${key}=${value}`);
        expect(parsed).toEqual([key, value]);
        expect(() => checkTags(Object.fromEntries([parsed]))).not.toThrow();
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid_input" });
      }
    }),
  );
});

test("length decides at the limits, and only there", () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(400), (keyLength, valueLength) => {
      const text = `${"k".repeat(keyLength)}=${"v".repeat(valueLength)}`;
      const isFine = keyLength > 0 && keyLength <= 128 && valueLength <= 256;
      if (isFine) expect(parseTag(text)).toHaveLength(2);
      else expect(() => parseTag(text)).toThrowError(/is not valid/);
    }),
  );
});
