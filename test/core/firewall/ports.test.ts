import fc from "fast-check";
import { expect, test } from "vitest";
import type { FirewallRule } from "../../../src/core/model.ts";
import {
  checkRule,
  coversTcpPort,
  isOpenToWorld,
  ruleTarget,
  sameRules,
} from "../../../src/core/firewall/ports.ts";
import { parseRule } from "../../helpers/parse-rule.ts";

test("a rule without a source is open to the world", () => {
  expect(parseRule("tcp/22")).toEqual({
    protocol: "tcp",
    from_port: 22,
    to_port: 22,
    cidrs: ["0.0.0.0/0"],
    ipv6_cidrs: ["::/0"],
    cidr_list_aliases: [],
  });
});

test("sources are sorted into families, made canonical and kept once", () => {
  expect(
    parseRule("UDP/51820-51830@203.0.113.7,203.0.113.7/32,2001:DB8::/32,lightsail-connect"),
  ).toEqual({
    protocol: "udp",
    from_port: 51_820,
    to_port: 51_830,
    cidrs: ["203.0.113.7/32"],
    ipv6_cidrs: ["2001:db8::/32"],
    cidr_list_aliases: ["lightsail-connect"],
  });
});

test("icmp takes a type, all takes nothing", () => {
  expect(parseRule("icmp/8")).toMatchObject({ protocol: "icmp", from_port: 8, to_port: -1 });
  expect(parseRule("icmp")).toMatchObject({ from_port: -1, to_port: -1 });
  expect(parseRule("all@10.0.0.0/8")).toMatchObject({
    protocol: "all",
    from_port: 0,
    to_port: 65_535,
  });
});

test.each([
  "",
  "22",
  "tcp",
  "tcp/",
  "tcp/70000",
  "tcp/20-10",
  "tcp/22@",
  "tcp/22@10.0.0.0/33",
  "tcp/22@somewhere",
  "sctp/22",
  "all/22",
  "icmp/300",
  "tcp/22; rm",
])("%j is refused", (text) => {
  expect(() => parseRule(text)).toThrowError(expect.objectContaining({ code: "invalid_input" }));
});

test("a rule without any source is refused, since Lightsail would open it to the world", () => {
  const rule = { ...parseRule("tcp/22@10.0.0.0/8"), cidrs: [] };
  expect(() => checkRule(rule)).toThrowError("open it to the world");
});

test("sixty sources of a family are the most", () => {
  const sources = Array.from({ length: 61 }, (_, index) => `10.0.${index}.0/24`);
  expect(() => parseRule(`tcp/22@${sources.slice(1).join(",")}`)).not.toThrow();
  expect(() => parseRule(`tcp/22@${sources.join(",")}`)).toThrowError("more than 60");
});

const port = fc.integer({ min: 0, max: 65_535 });
const rule = fc
  .record({ protocol: fc.constantFrom("tcp", "udp"), a: port, b: port, source: fc.ipV4() })
  .map(({ protocol, a, b, source }): FirewallRule => ({
    protocol,
    from_port: Math.min(a, b),
    to_port: Math.max(a, b),
    cidrs: [`${source}/32`],
    ipv6_cidrs: [],
    cidr_list_aliases: [],
  }));

test("the target of a rule reads back as the same target", () => {
  fc.assert(
    fc.property(rule, (it) => {
      const again = parseRule(`${ruleTarget(it)}@${it.cidrs.join(",")}`);
      expect(sameRules([again], [it])).toBe(true);
    }),
  );
});

test("order and doubled rules make no difference, another source does", () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 5 }), (rules) => {
      expect(sameRules(rules, [...rules, ...rules].toReversed())).toBe(true);
      expect(sameRules(rules, [...rules, parseRule("icmpv6/128")])).toBe(false);
    }),
  );
});

test.each([
  ["0.0.0.0/0", true],
  ["0.0.0.0/1", true],
  ["128.0.0.0/1", true],
  ["10.0.0.0/7", true],
  ["10.0.0.0/8", false],
  ["203.0.113.7", false],
  ["::/0", true],
  ["2000::/3", true],
  ["2000:0:0:0:0:0:0:0/15", true],
  ["2002::/16", false],
  ["2001:db8::1", false],
  ["fc00::/7", false],
  ["FD00::/8", false],
])("a source %s is the world: %s", (source, expected) => {
  const family = source.includes(":") ? "ipv6_cidrs" : "cidrs";
  expect(isOpenToWorld({ ...parseRule("tcp/80@10.0.0.1"), cidrs: [], [family]: [source] })).toBe(
    expected,
  );
});

test("who is let in, and to what", () => {
  expect(isOpenToWorld(parseRule("tcp/80"))).toBe(true);
  expect(isOpenToWorld(parseRule("tcp/80@::/0"))).toBe(true);
  expect(isOpenToWorld(parseRule("tcp/80@10.0.0.0/8"))).toBe(false);
  expect(coversTcpPort(parseRule("tcp/20-30"), 22)).toBe(true);
  expect(coversTcpPort(parseRule("all"), 22)).toBe(true);
  expect(coversTcpPort(parseRule("udp/22"), 22)).toBe(false);
});
