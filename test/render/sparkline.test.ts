import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sparkline } from "../../src/render/sparkline.ts";

test("the least is the lowest bar, the greatest the highest, what is absent a gap", () => {
  expect(sparkline([0, 50, null, 100], { width: 10 })).toBe("▁▅ █");
  expect(sparkline([50], { width: 10, top: 100 })).toBe("▅");
  expect(sparkline([0, 0], { width: 10 })).toBe("▁▁");
});

test("a peak stays when there is less room than numbers", () => {
  expect(sparkline([0, 0, 9, 0, 0, 0], { width: 3 })).toBe("▁█▁");
});

test("it never is wider than asked, and as wide as there are numbers if they fit", () => {
  const values = fc.array(fc.option(fc.double({ noNaN: true, min: -1e9, max: 1e9 })), {
    maxLength: 300,
  });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 120 }), (numbers, width) => {
      const drawn = sparkline(numbers, { width });
      expect(drawn.length).toBeLessThanOrEqual(width);
      if (numbers.length <= width) expect(drawn.length).toBe(numbers.length);
    }),
  );
});
