import { expect, test } from "vitest";
import { matches, parseFilter } from "../../../src/core/inventory/filter.ts";
import { host } from "./hosts.ts";

const subject = host("dev-web-1", {
  facts: { status: "running", region: "eu-west-1" },
  tags: new Map([
    ["Environment", "dev"],
    ["Empty", ""],
    ["status", "green"],
    ["a.b", "x=y"],
    ["Lines", "one\ntwo"],
  ]),
});

test.each([
  ["Environment=dev", true],
  ["Environment=DEV", false],
  ["environment=dev", false],
  ["Environment=d*", true],
  ["Environment=d?v", true],
  ["Environment=de", false],
  ["Environment!=prod", true],
  ["Environment!=dev", false],
  ["Team=*", false],
  ["Team!=Quants", true],
  ["Empty=", true],
  ["Empty=*", true],
  ["status=running", true],
  ["status!=running", false],
  ["tag:status=green", true],
  ["name=dev-*", true],
  ["name=*-2", false],
  ["region=eu-*", true],
  ["a.b=x=y", true],
  ["a.b=x.y", false],
  ["Lines=one*", true],
])("%s: %s", (text, expected) => {
  expect(matches(subject, [parseFilter(text)])).toBe(expected);
});

test("every filter must hold", () => {
  const both = ["Environment=dev", "status=stopped"].map(parseFilter);
  expect(matches(subject, both)).toBe(false);
});

test.each(["Environment", "=x", "!=x", "", "tag:=x"])("%j is no filter", (text) => {
  expect(() => parseFilter(text)).toThrow(expect.objectContaining({ code: "invalid_input" }));
});
