import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cidrContains, looseCidr, parseCidr } from "../../../src/core/firewall/cidr.ts";

test.each([
  ["10.0.0.0/8", "10.0.0.0/8", 4],
  ["203.0.113.7", "203.0.113.7/32", 4],
  ["0.0.0.0/0", "0.0.0.0/0", 4],
  ["2001:DB8::/32", "2001:db8::/32", 6],
  ["2001:db8:0:0:0:0:0:1", "2001:db8::1/128", 6],
  ["::/0", "::/0", 6],
])("%s is %s", (text, canonical, family) => {
  expect(parseCidr(text)).toEqual({ text: canonical, family });
});

test.each([
  "",
  "10.0.0.0/33",
  "10.0.0.0/-1",
  "10.0.0.0/8/8",
  "10.0.0/24",
  "010.0.0.1",
  "1.2.3.256",
  "example.com",
  "::/129",
  "fe80::1%eth0",
  "10.0.0.5/8",
  "2001:db8::1/32",
  "10.0.0.0/8 ",
])("%j is refused", (text) => {
  expect(() => parseCidr(text)).toThrowError(expect.objectContaining({ code: "invalid_input" }));
});

test("host bits behind the prefix are named, with the network", () => {
  expect(() => parseCidr("10.0.0.5/8")).toThrowError("the network is 10.0.0.0/8");
});

test("the canonical form is its own canonical form, for both families", () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6());
  fc.assert(
    fc.property(address, (text) => {
      const once = parseCidr(text);
      expect(parseCidr(once.text)).toEqual(once);
    }),
  );
});

describe("what is there already", () => {
  test("may have host bits, which are cleared", () => {
    expect(looseCidr("10.0.0.5/8")).toEqual({ family: 4, text: "10.0.0.0/8" });
    expect(looseCidr("2001:DB8::1/32")).toEqual({ family: 6, text: "2001:db8::/32" });
    for (const text of ["lightsail-connect", "10.0.0.0/33", "10.0.0.0/", "1.2.3.4/8/8"]) {
      expect(looseCidr(text)).toBeNull();
    }
  });

  test("contains what is in it, itself included, and nothing of the other family", () => {
    expect(cidrContains("10.0.0.0/8", "10.255.0.0/16")).toBe(true);
    expect(cidrContains("10.255.0.0/16", "10.0.0.0/8")).toBe(false);
    expect(cidrContains("2001:db8::/32", "2001:db8:1::/48")).toBe(true);
    expect(cidrContains("0.0.0.0/0", "::/0")).toBe(false);
    expect(cidrContains("10.0.0.0/8", "lightsail-connect")).toBe(false);
  });

  test("containment is reflexive, and goes with the prefix", () => {
    const block = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }));
    fc.assert(
      fc.property(block, fc.integer({ min: 0, max: 32 }), ([address, length], other) => {
        const inner = looseCidr(`${address}/${length}`)?.text ?? "";
        const outer = looseCidr(`${address}/${other}`)?.text ?? "";
        expect(cidrContains(inner, inner)).toBe(true);
        expect(cidrContains(outer, inner)).toBe(other <= length);
      }),
    );
  });
});
