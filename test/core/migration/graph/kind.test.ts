import { describe, expect, test } from "vitest";
import { secondsOf } from "../../../../src/core/migration/graph/date-time.ts";
import { parseJson } from "../../../../src/core/migration/graph/exact-json.ts";
import { kindOf } from "../../../../src/core/migration/graph/kind.ts";
import { headerNames, labelNames } from "../../../../src/core/migration/graph/names.ts";

describe("kinds", () => {
  test.each([
    ["true", "Bool", "Bool"],
    ["5", "Long", "Long"],
    ["5.0", "Double", "Double"],
    ["5e3", "Double", "Double"],
    ["9223372036854775807", "Long", "Long"],
    ["9223372036854775808", "Json", "Json"],
    ["1e999", "Json", "Json"],
    ['"5"', "String", "String"],
    ['"\\ud800"', "Json", "Json"],
    ["null", null, null],
    ['{"x":1}', "Json", "Json"],
    ['["a","b"]', "Json", "String[]"],
    ["[1,2]", "Json", "Long[]"],
    ["[1,2.0]", "Json", "Json"],
    ["[1,1]", "Json", "Json"],
    ['["a;b"]', "Json", "Json"],
    ['[""]', "Json", "Json"],
    ["[]", "Json", "Json"],
    ["[[1]]", "Json", "Json"],
  ])("of %s", (json, asJson, asSet) => {
    const value = parseJson(json);
    expect(kindOf(value, "a", { datetimes: [], lists: "json" })).toBe(asJson);
    expect(kindOf(value, "a", { datetimes: [], lists: "set" })).toBe(asSet);
  });

  test("a text is a time only where that was said, and if none of it is lost", () => {
    const rules = { datetimes: ["at"], lists: "json" } as const;
    expect(kindOf("2024-01-02", "at", rules)).toBe("DateTime");
    expect(kindOf("2024-01-02", "on", rules)).toBe("String");
    expect(kindOf("2024-01-02T03:04:05.678Z", "at", rules)).toBe("String");
    expect(kindOf("2024-01-02T03:04:05Z[Europe/Berlin]", "at", rules)).toBe("String");
  });
});

test.each([
  ["1970-01-02", 86_400],
  ["1970-01-01T00:01", 60],
  ["1970-01-01T00:00:05", 5],
  ["1970-01-01T01:00:00+01:00", 0],
  ["1970-01-01T00:00:00.000Z", 0],
  ["2024-02-30", null],
  ["2024-13-01", null],
  ["1.5", null],
])("seconds of %s", (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

test("names that a header can't hold are changed, and stay distinct", () => {
  const names = ["a", "a b", "a_b", "a,b", "", "x:Int", "x\ny", "naïve"];
  expect([...headerNames(names).values()]).toEqual([
    ...["a", "a_b_2", "a_b", "a_b_3", "_", "x_Int", "x_y", "naïve"],
  ]);
  expect([...labelNames(["A;B", "A_B", "C D"]).values()]).toEqual(["A_B_2", "A_B", "C D"]);
});
