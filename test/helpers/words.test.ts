import { expect, test } from "vitest";
import { words } from "./words.ts";

test.each<[string, string[]]>([
  ["infra list", ["infra", "list"]],
  ["  infra \n list ", ["infra", "list"]],
  ["--name 'a b' --tag \"K=v w\"", ["--name", "a b", "--tag", "K=v w"]],
  ["--tag=K='v w'", ["--tag=K=v w"]],
  ["--name ''", ["--name", ""]],
  ["a\\b $c *", ["a\\b", "$c", "*"]],
  ["", []],
])("%j is the words %j", (line, expected) => {
  expect(words(line)).toEqual(expected);
});

test("a quote that is left open is a mistake of the test", () => {
  expect(() => words("--name 'a")).toThrow(/left open/);
});
