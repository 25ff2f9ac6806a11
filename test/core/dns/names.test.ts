import { describe, expect, test } from "vitest";
import { checkZoneName, entryName, isHost, plainHost } from "../../../src/core/dns/names.ts";

describe("plainHost", () => {
  test.each([
    ["WWW.Example.com.", "www.example.com"],
    [" www ", "www"],
    ["Bücher.example.com", "xn--bcher-kva.example.com"],
    // A label that DNS can't have stays, and is refused later.
    ["a\u200d.example.com", "a\u200d.example.com"],
  ])("%s", (given, expected) => {
    expect(plainHost(given)).toBe(expected);
  });
});

test.each([
  ["www.example.com", true],
  ["_dmarc.example.com", true],
  ["*.example.com", true],
  ["a..b", false],
  ["-a.example.com", false],
  [`${"a".repeat(64)}.example.com`, false],
  [`${"a.".repeat(127)}com`, false],
  ["a b", false],
  ["", false],
])("%s is a host: %s", (name, expected) => {
  expect(isHost(name)).toBe(expected);
});

test.each(["example", "*.example.com", "a..b", ""])("%j is no name of a zone", (name) => {
  expect(() => checkZoneName(name)).toThrow("is not a valid name of a zone");
});

test.each([
  ["@", "example.com"],
  ["www", "www.example.com"],
  ["WWW.example.com.", "www.example.com"],
  ["example.com", "example.com"],
  ["notexample.com", "notexample.com.example.com"],
  ["bücher", "xn--bcher-kva.example.com"],
])("%s is the entry %s", (given, expected) => {
  expect(entryName(given, "example.com")).toBe(expected);
});
