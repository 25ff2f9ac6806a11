import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareNatural } from "../../../src/core/text/natural-order.ts";

const sorted = (...texts: string[]): string[] => texts.toSorted(compareNatural);

describe("compareNatural", () => {
  test("numbers by size", () => {
    expect(sorted("web-10", "web-9", "web-1")).toEqual(["web-1", "web-9", "web-10"]);
    expect(sorted("v1.10.2", "v1.9.10", "v1.9.9")).toEqual(["v1.9.9", "v1.9.10", "v1.10.2"]);
  });

  test("numbers that no number type holds", () => {
    const long = "123456789012345678901234567890";
    expect(sorted(`a${long}1`, `a${long}0`)).toEqual([`a${long}0`, `a${long}1`]);
  });

  test("letters whatever their case", () => {
    expect(sorted("web", "Api", "app", "Web")).toEqual(["Api", "app", "Web", "web"]);
  });

  test("the shorter one first", () => {
    expect(sorted("web-1", "web", "web-")).toEqual(["web", "web-", "web-1"]);
  });

  test("is an order: what sorts it does not depend on how it came", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "A", "b", "B", "0", "1", "9", "-", ".", "_", "é"),
    });
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 12 }), (texts) => {
        const once = texts.toSorted(compareNatural);
        expect(texts.toReversed().toSorted(compareNatural)).toEqual(once);
        for (const [index, it] of once.entries()) {
          for (const later of once.slice(index + 1)) {
            expect(compareNatural(it, later)).toBeLessThan(0);
            expect(compareNatural(later, it)).toBeGreaterThan(0);
          }
        }
      }),
    );
  });
});
