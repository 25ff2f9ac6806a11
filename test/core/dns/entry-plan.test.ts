import { expect, test } from "vitest";
import type { DomainEntry } from "../../../src/core/contracts/domains.ts";
import {
  changesTowards,
  entriesOf,
  sameEntries,
  targetText,
} from "../../../src/core/dns/entry-plan.ts";

const a = (target: string, more: Partial<DomainEntry> = {}): DomainEntry => ({
  ...{ id: target, name: "www.example.com", type: "A", target, is_alias: false },
  ...more,
});
const words = (now: DomainEntry[], wanted: DomainEntry[]): string[] =>
  changesTowards(now, wanted).map((it) =>
    it.action === "change"
      ? `change ${it.before.target} ${it.entry.target}`
      : `${it.action} ${it.entry.target}`,
  );

test("what is there becomes what is missing, before anything is removed", () => {
  expect(
    words(
      [a("203.0.113.1"), a("203.0.113.2"), a("203.0.113.3")],
      [a("203.0.113.4"), a("203.0.113.2")],
    ),
  ).toEqual(["change 203.0.113.1 203.0.113.4", "delete 203.0.113.3"]);
  expect(words([], [a("203.0.113.1")])).toEqual(["create 203.0.113.1"]);
});

test.each([
  [a("203.0.113.1"), a("203.0.113.1", { name: "WWW.example.com.", id: "other" })],
  [a("a.example.net.", { type: "CNAME" }), a("A.example.net", { type: "CNAME" })],
])("what means the same is no change", (one, other) => {
  expect(words([one], [other])).toEqual([]);
  expect(sameEntries([one], [other])).toBe(true);
});

test("an alias is not an address of the same text", () => {
  const host = a("ab.elb.amazonaws.com");
  expect(sameEntries([host], [{ ...host, is_alias: true }])).toBe(false);
  expect(targetText({ ...host, is_alias: true })).toBe("alias of ab.elb.amazonaws.com");
});

test("entries are those of the name and type, however the service spells it", () => {
  const all = [a("203.0.113.1", { name: "www.example.com." }), a("x", { type: "TXT" })];
  expect(entriesOf(all, { name: "www.example.com", type: "A" })).toEqual([all[0]]);
});

test("ten thousand of one name are compared at once", () => {
  const many = Array.from({ length: 10_000 }, (_, n) => a(`10.0.${n >> 8}.${n & 255}`));
  expect(words(many, many.toReversed())).toEqual([]);
});
