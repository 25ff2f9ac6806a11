import { describe, expect, test } from "vitest";
import { readZoneFile } from "../../../../src/core/dns/zone-file/read.ts";
import { checkTogether } from "../../../../src/core/dns/zone-file/together.ts";

const ZONE = "example.com";
const read = (text: string, skipUnknown = false) => readZoneFile(text, { zone: ZONE, skipUnknown });
const entries = (text: string): string[] => {
  const { entries: all, faults } = read(text);
  expect(faults).toEqual([]);
  return all.map((it) => `${it.name} ${it.type}${it.is_alias ? "*" : ""} ${it.target}`);
};
const faults = (text: string): string[] => {
  const file = read(text);
  const together = checkTogether(file.entries, ZONE).faults;
  return [...file.faults, ...together].map(({ line, message }) => `${line}: ${message}`);
};

describe("names", () => {
  test.each([
    ["www A 203.0.113.1", "www.example.com A 203.0.113.1"],
    ["WWW.Example.COM. A 203.0.113.1", "www.example.com A 203.0.113.1"],
    ["@ A 203.0.113.1", "example.com A 203.0.113.1"],
    ["example.com. A 203.0.113.1", "example.com A 203.0.113.1"],
    ["* A 203.0.113.1", "*.example.com A 203.0.113.1"],
    [String.raw`\042 A 203.0.113.1`, "*.example.com A 203.0.113.1"],
    ["$ORIGIN .\nwww.example.com A 203.0.113.1", "www.example.com A 203.0.113.1"],
    ["$ORIGIN sub\nwww A 203.0.113.1", "www.sub.example.com A 203.0.113.1"],
    ["$ORIGIN sub.example.com.\n@ CNAME www", "sub.example.com CNAME www.sub.example.com"],
    [
      "bücher CNAME straße.example.net.",
      "xn--bcher-kva.example.com CNAME xn--strae-oqa.example.net",
    ],
    ["www CNAME @", "www.example.com CNAME example.com"],
    ["www CNAME target.example.net.", "www.example.com CNAME target.example.net"],
  ])("%s", (text, expected) => {
    expect(entries(text)).toEqual([expected]);
  });

  test("a line that begins with a blank is of the name before, across $ORIGIN and empty lines", () => {
    const text = "www A 203.0.113.1\n\n$ORIGIN sub.example.com.\n\t; a comment\n  A 203.0.113.2\n";
    expect(entries(text)).toEqual([
      "www.example.com A 203.0.113.1",
      "www.example.com A 203.0.113.2",
    ]);
  });
});

describe("class, TTL and type", () => {
  test.each([
    ["www IN A", false],
    ["www 60 IN A", false],
    ["www in 60 a", false],
    ["www 1m A", false],
    ["www 3600 A", true],
    ["www 1h30m IN A", true],
    ["$TTL 1D\nwww A", true],
    ["$TTL 1D\nwww 60 A", false],
    // Without $TTL, that of the entry before counts.
    ["a 300 A 203.0.113.9\nwww A", true],
  ])("%s", (head, isOther) => {
    const { entries: all, otherTtls } = read(`${head} 203.0.113.1`);
    expect(all.at(-1)).toMatchObject({ name: "www.example.com", type: "A" });
    expect(otherTtls > 0).toBe(isOther);
  });

  test("a name may be spelled as a type or a class", () => {
    expect(entries("a A 203.0.113.1\nin IN A 203.0.113.2\n60 60 A 203.0.113.3")).toEqual([
      "a.example.com A 203.0.113.1",
      "in.example.com A 203.0.113.2",
      "60.example.com A 203.0.113.3",
    ]);
  });
});

describe("data", () => {
  test.each([
    ["@ MX 10 mail", "example.com MX 10 mail.example.com"],
    ["@ MX 010 Mail.example.net.", "example.com MX 10 mail.example.net"],
    ["_sip._tcp SRV 10 5 5060 sip", "_sip._tcp.example.com SRV 10 5 5060 sip.example.com"],
    ["www AAAA 2001:DB8:0:0::1", "www.example.com AAAA 2001:db8::1"],
    ["part NS ns1.part", "part.example.com NS ns1.part.example.com"],
    ['@ TXT "v=spf1 -all"', 'example.com TXT "v=spf1 -all"'],
    ["@ TXT v=spf1 -all", 'example.com TXT "v=spf1" "-all"'],
    ['@ TXT "a;b" ; c', 'example.com TXT "a;b"'],
    [String.raw`@ TXT "say \"\065\\\""`, String.raw`example.com TXT "say \"A\\\""`],
    ['@ TXT "ü"', String.raw`example.com TXT "\303\274"`],
    [String.raw`@ TXT "\195\188"`, String.raw`example.com TXT "\303\274"`],
    ['@ TXT ( "one"\n\t"two" ) ; end', 'example.com TXT "one" "two"'],
    [`@ TXT "${"x".repeat(300)}"`, `example.com TXT "${"x".repeat(255)}" "${"x".repeat(45)}"`],
    [";ALIAS front A ab.elb.amazonaws.com.", "front.example.com A* ab.elb.amazonaws.com"],
  ])("%s", (text, expected) => {
    expect(entries(text)).toEqual([expected]);
  });

  test("a comment about aliases is none", () => {
    expect(entries("; ALIAS front A ab.elb.amazonaws.com.\n;ALIAS of the front\n")).toEqual([]);
  });

  test("NS and SOA of the zone itself are no entries", () => {
    const text =
      "@ IN SOA ns1 host (\n  1 ; serial\n  7200 900 1209600 86400 )\n NS ns1\nwww A 203.0.113.1\n";
    const { entries: all, nameServers, faults: none } = read(text);
    expect({ nameServers, none, lines: all.map(({ line }) => line) }).toEqual({
      nameServers: ["ns1.example.com"],
      none: [],
      lines: [5],
    });
  });

  test("line ends of Windows, and a last line without one, are the same", () => {
    expect(entries("a A 203.0.113.1\r\n\r\nb A 203.0.113.2")).toHaveLength(2);
  });
});

describe("faults", () => {
  test.each([
    [
      "$INCLUDE other.zone",
      "1: $INCLUDE: other files are not read: put what it includes in its place",
    ],
    ["$generate 1-9 a A 203.0.113.1", "1: $GENERATE: it is not expanded: write its entries out"],
    ["$FOO bar", '1: "$FOO" is no directive: there are $ORIGIN and $TTL'],
    ["$ORIGIN", "1: $ORIGIN needs one value"],
    ["$TTL soon", '1: "soon" is no time to live: give seconds, or e.g. 1h'],
    ["$TTL 99999999999", '1: "99999999999" is no time to live: give seconds, or e.g. 1h'],
    ["\n  A 203.0.113.1", "2: it has no name, and there is no entry before it"],
    ["www", "1: it has no type"],
    ["www CH A 203.0.113.1", "1: class CH: Lightsail has class IN only"],
    ["www A", "1: an entry of type A needs a target"],
    ["www A 203.0.113.999", '1: "203.0.113.999" is no target of an entry of type A'],
    [
      "www A 203.0.113.1 203.0.113.2",
      '1: "203.0.113.1 203.0.113.2" is no target of an entry of type A',
    ],
    ["@ MX mail", '1: "mail" is no target of an entry of type MX'],
    ["www.example.net. A 203.0.113.1", "1: www.example.net is not in the zone example.com"],
    ["a..b A 203.0.113.1", '1: "a..b.example.com" is no name of a DNS entry'],
    [
      '@ CAA 0 issue "letsencrypt.org"',
      '1: Lightsail has no entries of type "CAA": leave it out, or add --skip-unknown',
    ],
    [
      "www ALIAS front.example.net.",
      '1: Lightsail has no entries of type "ALIAS": an alias of a load balancer is written as dns export does it',
    ],
    ['www "A" 203.0.113.1', '1: "A" stands where the type should be'],
    ['@ TXT "open', "1: a quoted text is not closed"],
    ["@ TXT (\n a\n", "1: a parenthesis is not closed"],
    ["@ TXT a )", "1: a parenthesis is closed that was not opened"],
    [String.raw`@ TXT "\300"`, String.raw`1: \300 is no byte: escapes go up to \255`],
    ["@ TXT a\0b", "1: there is a control character (0x00)"],
    ["@ TXT \u001b[31m", "1: there is a control character (0x1b)"],
    [`@ TXT ${"x".repeat(70_000)}`, "1: the line is longer than 64 KiB"],
    ["@ CNAME www", "1: example.com itself can't have a CNAME entry"],
    [
      "www CNAME a\nwww A 203.0.113.1",
      "1: a CNAME must be the only entry of its name, and line 2 has www.example.com A",
    ],
  ])("%j", (text, expected) => {
    expect(faults(text)).toEqual([expected]);
  });

  test("all are told, in the order of their lines, and what is sound between them is read", () => {
    const text = 'a A nowhere\nb A 203.0.113.1\n@ TXT "open\nc FOO bar\n';
    expect(faults(text).map((it) => it.split(":")[0])).toEqual(["1", "3", "4"]);
    expect(read(text).entries.map(({ name }) => name)).toEqual(["b.example.com"]);
  });

  test("a type that Lightsail does not have is left out when asked for, with its line", () => {
    const {
      skipped,
      faults: none,
      entries: all,
    } = read("a A 203.0.113.1\n@ CAA 0 issue x\n", true);
    expect({ skipped, none, count: all.length }).toEqual({
      skipped: [{ line: 2, name: "example.com", type: "CAA" }],
      none: [],
      count: 1,
    });
  });

  test("what stands twice is one entry", () => {
    const { entries: all } = read("www A 203.0.113.1\nwww.example.com. IN A 203.0.113.1\n");
    expect(checkTogether(all, ZONE)).toMatchObject({ entries: [{ line: 1 }], faults: [] });
  });
});
