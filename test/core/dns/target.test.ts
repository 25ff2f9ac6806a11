import { describe, expect, test } from "vitest";
import { canonicalTarget, checkTarget, isTarget } from "../../../src/core/dns/target.ts";

describe("targets", () => {
  test.each([
    ["A", "203.0.113.1", true],
    ["A", "203.0.113.1 203.0.113.2", false],
    ["A", "2001:db8::1", false],
    ["AAAA", "2001:db8::1", true],
    ["CNAME", "a.example.net.", true],
    ["CNAME", "203.0.113.1", false],
    ["MX", "10 mail.example.net", true],
    ["MX", "65536 mail.example.net", false],
    ["NS", "ns1.example.net", true],
    ["SRV", "10 5 5060 sip.example.net", true],
    ["SRV", "10 5 sip.example.net", false],
    ["TXT", '""', false],
    ["TXT", '"a" "b"', true],
    ["TXT", "x".repeat(4_001), false],
  ] as const)("%s %s: %s", (type, target, expected) => {
    expect(isTarget(type, target)).toBe(expected);
  });

  test("one that is none is refused with what is wanted", () => {
    expect(() => checkTarget("MX", "mail")).toThrow('"mail" is no target of an entry of type MX.');
  });

  test("a text is sent as it is given", () => {
    expect(checkTarget("TXT", "v=spf1 -all")).toBe("v=spf1 -all");
  });
});

test.each([
  ["MX", "10  Mail.example.net.", "010 mail.example.net"],
  ["SRV", "1 2 3 a.example.net.", "1 2 3 A.example.net"],
  ["CNAME", "bücher.example.net", "xn--bcher-kva.example.net."],
  ["AAAA", "2001:DB8:0::1", "2001:db8::1"],
  ["TXT", "v=spf1 -all", '"v=spf1 -all"'],
  ["TXT", '"a"  "b"', '"a" "b"'],
  ["TXT", "x".repeat(300), `"${"x".repeat(255)}" "${"x".repeat(45)}"`],
  ["TXT", "ü", String.raw`"\303\274"`],
  ["A", "ab.elb.amazonaws.com.", "AB.elb.amazonaws.com"],
])("%s %s and %s mean the same", (type, one, other) => {
  expect(canonicalTarget(type, one)).toBe(canonicalTarget(type, other));
});

test.each([
  ["TXT", '"a" "b"', "ab"],
  ["TXT", "V=spf1", "v=spf1"],
  ["MX", "10 a.example.net", "20 a.example.net"],
])("%s %s and %s do not", (type, one, other) => {
  expect(canonicalTarget(type, one)).not.toBe(canonicalTarget(type, other));
});
