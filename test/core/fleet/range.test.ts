import { expect, test } from "vitest";
import { expandName } from "../../../src/core/fleet/range.ts";
import { regionOf, spread, zoneIn } from "../../../src/core/fleet/zones.ts";

test.each([
  ["web", ["web"]],
  ["web-{1..3}", ["web-1", "web-2", "web-3"]],
  ["web-{08..10}-a", ["web-08-a", "web-09-a", "web-10-a"]],
  ["web-{3..1}", null],
  ["web-{1..9999}", null],
  ["web-{1..2}-{1..2}", null],
  ["web-{a,b}", null],
  ["web-}", null],
])("%s stands for %j", (name, names) => {
  expect(expandName(name)).toEqual(names);
});

test("a zone is a letter, or a name of that region", () => {
  expect(zoneIn("eu-west-1", "a")).toBe("eu-west-1a");
  expect(zoneIn("eu-west-1", "eu-west-1c")).toBe("eu-west-1c");
  expect(zoneIn("eu-west-1", "eu-west-2c")).toBeNull();
  expect(regionOf("eu-west-1c")).toBe("eu-west-1");
});

test("several are spread in turn, and more of them move none", () => {
  const four = spread(4, ["r-1", "r-2"], ["a", "c"]);
  expect(four).toEqual([
    { region: "r-1", zone: "r-1a" },
    { region: "r-2", zone: "r-2a" },
    { region: "r-1", zone: "r-1c" },
    { region: "r-2", zone: "r-2c" },
  ]);
  expect(spread(9, ["r-1", "r-2"], ["a", "c"]).slice(0, 4)).toEqual(four);
  expect(spread(2, ["r-1"], [])).toEqual([
    { region: "r-1", zone: null },
    { region: "r-1", zone: null },
  ]);
});
