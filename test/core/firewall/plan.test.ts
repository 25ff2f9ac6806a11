import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canonicalFirewall,
  narrowsSsh,
  planFirewall,
  sameFirewall,
  sourcesOf,
  stillOpen,
  withClosed,
  withOpened,
} from "../../../src/core/firewall/plan.ts";
import type { FirewallRule } from "../../../src/core/model.ts";
import { ruleTarget, sameRules } from "../../../src/core/firewall/ports.ts";
import { parseRule } from "../../helpers/parse-rule.ts";

/** Few of each, so that rules meet. */
const port = fc.integer({ min: 20, max: 26 });
const target = fc.oneof(
  fc
    .record({ protocol: fc.constantFrom("tcp", "udp"), a: port, b: port })
    .map(({ protocol, a, b }) => `${protocol}/${Math.min(a, b)}-${Math.max(a, b)}`),
  fc.constantFrom("all", "icmp", "icmp/8", "icmp/8-0", "icmpv6/128"),
);
const source = fc.constantFrom(
  ...["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "203.0.113.7", "2001:DB8::/32", "::/0"],
  "lightsail-connect",
);
const rule = fc
  .record({ target, sources: fc.uniqueArray(source, { minLength: 1, maxLength: 4 }) })
  .map(({ target: opened, sources }) => parseRule(`${opened}@${sources.join(",")}`));
const firewall = fc.array(rule, { maxLength: 6 });

const closuresOf = (rules: readonly FirewallRule[], whole = false) =>
  rules.map((it) => ({ target: it, sources: whole ? null : sourcesOf(it) }));

describe("for any firewalls", () => {
  test("the canonical form is its own, lets in the same, and does not depend on the order", () => {
    fc.assert(
      fc.property(firewall, (rules) => {
        const once = canonicalFirewall(rules);
        expect(canonicalFirewall(once)).toEqual(once);
        expect(canonicalFirewall(rules.toReversed())).toEqual(once);
        expect(sameFirewall(rules, [...once, ...once])).toBe(true);
        const targets = once.map(ruleTarget);
        expect(new Set(targets).size).toBe(targets.length);
      }),
    );
  });

  test("what is opened and closed again leaves what was there, where they do not meet", () => {
    fc.assert(
      fc.property(firewall, firewall, (before, opened) => {
        const apart = opened.filter(
          (it) => !before.some((other) => ruleTarget(other) === ruleTarget(it)),
        );
        const after = withClosed(withOpened(before, apart), closuresOf(apart));
        expect(after).toEqual(canonicalFirewall(before));
        expect(withClosed(withOpened(before, apart), closuresOf(apart, true))).toEqual(after);
      }),
    );
  });

  test("opening and closing twice is the same as once", () => {
    fc.assert(
      fc.property(firewall, firewall, (before, rules) => {
        const opened = withOpened(before, rules);
        expect(withOpened(opened, rules)).toEqual(opened);
        const closed = withClosed(before, closuresOf(rules));
        expect(withClosed(closed, closuresOf(rules))).toEqual(closed);
      }),
    );
  });

  test("the changes of a plan, made to what was before, give what it leads to", () => {
    fc.assert(
      fc.property(firewall, firewall, (before, after) => {
        const plan = planFirewall(before, after);
        const targets = new Map(
          [...plan.before, ...plan.after].map((it) => [ruleTarget(it), it] as const),
        );
        const at = (name: string): FirewallRule => targets.get(name) as FirewallRule;
        const closed = withClosed(
          before,
          plan.changes.map((it) => ({ target: at(it.rule), sources: it.removed_sources })),
        );
        const added = plan.changes.filter((it) => it.added_sources.length > 0);
        const opened = withOpened(
          closed,
          added.map((it) => parseRule(`${it.rule}@${it.added_sources.join(",")}`)),
        );
        expect(opened).toEqual(plan.after);
        expect(plan.changes.length === 0).toBe(sameRules(plan.before, plan.after));
      }),
    );
  });

  test("what is not touched stays as it is: IPv6 and aliases too", () => {
    fc.assert(
      fc.property(firewall, rule, (before, opened) => {
        const others = (rules: readonly FirewallRule[]): FirewallRule[] =>
          canonicalFirewall(rules).filter((it) => ruleTarget(it) !== ruleTarget(opened));
        expect(others(withOpened(before, [opened]))).toEqual(others(before));
        expect(others(withClosed(before, closuresOf([opened])))).toEqual(others(before));
      }),
    );
  });

  test("to open more never narrows SSH, and to close everything does when it was open", () => {
    fc.assert(
      fc.property(firewall, firewall, (before, more) => {
        const opened = withOpened(before, more);
        expect(narrowsSsh({ before, after: opened })).toBe(false);
        const reachable = stillOpen(before, [{ target: parseRule("tcp/22"), sources: null }]);
        expect(narrowsSsh({ before, after: [] })).toBe(
          reachable.length > 0 || before.some((it) => it.protocol === "all"),
        );
      }),
    );
  });
});

test("sources as Lightsail may hold them are compared by what they let in", () => {
  const held = {
    ...parseRule("tcp/22@10.0.0.0/8"),
    cidrs: ["10.0.0.5/8"],
    ipv6_cidrs: ["2001:0db8:0:0::/32"],
  };
  expect(sameFirewall([held], [parseRule("tcp/22@10.0.0.0/8,2001:db8::/32")])).toBe(true);
});

test("narrowing SSH is seen through ranges, `all` and wider sources", () => {
  const narrows = (before: string[], after: string[]): boolean =>
    narrowsSsh({ before: before.map(parseRule), after: after.map(parseRule) });
  expect(narrows(["tcp/22@10.0.0.0/8"], ["tcp/20-30@10.0.0.0/8"])).toBe(false);
  expect(narrows(["tcp/22@10.0.0.0/8"], ["all"])).toBe(false);
  expect(narrows(["tcp/20-30"], ["tcp/23-30"])).toBe(true);
  expect(narrows(["tcp/22"], ["tcp/22@0.0.0.0/0"])).toBe(true);
  expect(narrows(["tcp/22@lightsail-connect,10.0.0.0/8"], ["tcp/22@10.0.0.0/8"])).toBe(true);
  expect(narrows(["tcp/80"], [])).toBe(false);
});

test("what stays reachable after a closure is named", () => {
  const after = [parseRule("tcp/8000-8010@10.0.0.0/8"), parseRule("all@192.0.2.1")];
  const closure = (text: string, sources: string[] | null = null) => [
    { target: parseRule(text), sources },
  ];
  expect(stillOpen(after, closure("tcp/8005"))).toEqual([
    "all from 192.0.2.1/32",
    "tcp/8000-8010 from 10.0.0.0/8",
  ]);
  expect(stillOpen(after, closure("tcp/8005", ["10.1.0.0/16"]))).toEqual([
    "tcp/8000-8010 from 10.0.0.0/8",
  ]);
  expect(stillOpen(after, closure("udp/8005", ["10.1.0.0/16"]))).toEqual([]);
  expect(stillOpen([parseRule("icmp@10.0.0.0/8")], closure("icmp/8"))).toHaveLength(1);
});
