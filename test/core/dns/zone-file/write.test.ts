import fc from "fast-check";
import { expect, test } from "vitest";
import type { DomainEntry } from "../../../../src/core/contracts/domains.ts";
import { importPlan } from "../../../../src/core/dns/import-plan.ts";
import { textTarget } from "../../../../src/core/dns/text.ts";
import { readZoneFile } from "../../../../src/core/dns/zone-file/read.ts";
import { writeZoneFile } from "../../../../src/core/dns/zone-file/write.ts";

const ZONE = "example.com";
const entry = (name: string, type: string, target: string, isAlias = false): DomainEntry => ({
  ...{ id: `${name}${type}${target}`, name, type, target, is_alias: isAlias },
});
const OWN = [
  entry(ZONE, "SOA", "ns-1.awsdns-1.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"),
  entry(ZONE, "NS", "ns-1.awsdns-1.com"),
];
const written = (entries: DomainEntry[]) => writeZoneFile({ name: ZONE, tags: {}, entries });

test("a zone is written by name, type and target", () => {
  const { text, left } = written([
    entry("www.example.com", "CNAME", "example.com."),
    entry("b.a.example.com", "A", "203.0.113.10"),
    entry("a.example.com", "A", "203.0.113.10"),
    entry("a.example.com", "A", "203.0.113.9"),
    entry(ZONE, "MX", "10 mail.example.net."),
    entry(ZONE, "MX", "5 mail.example.com"),
    entry(ZONE, "TXT", 'say "hi"'),
    entry("front.example.com", "A", "ab.elb.amazonaws.com", true),
    ...OWN,
  ]);
  expect(left).toEqual([]);
  expect(text).toBe(`$ORIGIN example.com.
$TTL 60
@     IN SOA   ns-1.awsdns-1.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400
@     IN NS    ns-1.awsdns-1.com.
@     IN MX    5 mail.example.com.
@     IN MX    10 mail.example.net.
@     IN TXT   "say \\"hi\\""
a     IN A     203.0.113.9
a     IN A     203.0.113.10
b.a   IN A     203.0.113.10
;ALIAS front A ab.elb.amazonaws.com.
www   IN CNAME example.com.
`);
});

test("what no zone file can hold is told, and left out", () => {
  const odd = [
    entry("elsewhere.example.net", "A", "203.0.113.1"),
    entry("www.example.com", "MX", "mail"),
    entry("new\n.example.com", "A", "203.0.113.1"),
    entry("www.example.com", "CAA", '0 issue "x"'),
  ];
  const { text, left } = written(odd);
  expect(left).toHaveLength(odd.length);
  expect(text).toBe("$ORIGIN example.com.\n$TTL 60\n");
});

const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9_-]{0,5}[a-z0-9_])?$/);
const name = fc.array(label, { maxLength: 3 }).map((it) => [...it, ZONE].join("."));
const host = fc.tuple(label, label).map((it) => `${it.join(".")}.example.net`);
const number = fc.nat(65_535);
const bytes = fc
  .uint8Array({ minLength: 1, maxLength: 600 })
  .map((it) => Buffer.from(it).toString("latin1"));
const texts = fc.array(bytes, { minLength: 1, maxLength: 3 }).map(textTarget);
const anyEntry = fc
  .oneof(
    fc.tuple(fc.constant("A"), fc.ipV4()),
    fc.tuple(fc.constant("AAAA"), fc.ipV6()),
    fc.tuple(
      fc.constant("MX"),
      fc.tuple(number, host).map((it) => it.join(" ")),
    ),
    fc.tuple(
      fc.constant("SRV"),
      fc.tuple(number, number, number, host).map((it) => it.join(" ")),
    ),
    fc.tuple(fc.constant("TXT"), fc.oneof(texts, fc.stringMatching(/^[ -~]*[a-z][ -~]*$/))),
  )
  .chain(([type, target]) => name.map((it) => entry(it, type, target)));

test("whatever is exported is imported without a difference, and exported the same in any order", () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 12 }), (entries) => {
      const { text, left } = written([...OWN, ...entries]);
      const { entries: wanted, faults } = readZoneFile(text, { zone: ZONE, skipUnknown: false });
      expect({ left, faults }).toEqual({ left: [], faults: [] });
      const { sets, kept } = importPlan(ZONE, [...OWN, ...entries], wanted, { prune: true });
      expect({ sets, kept }).toEqual({ sets: [], kept: [] });
      expect(written([...entries.toReversed(), ...OWN]).text).toBe(text);
    }),
  );
});
