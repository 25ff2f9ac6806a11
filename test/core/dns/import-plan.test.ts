import { describe, expect, test } from "vitest";
import type { DomainEntry, NewDomainEntry } from "../../../src/core/contracts/domains.ts";
import { changesTowards } from "../../../src/core/dns/entry-plan.ts";
import { importPlan } from "../../../src/core/dns/import-plan.ts";

const ZONE = "example.com";
/** `www A 203.0.113.1` */
const entry = (line: string): DomainEntry => {
  const [owner = "", type = "", ...target] = line.split(" ");
  const name = owner === "@" ? ZONE : `${owner}.${ZONE}`;
  return { id: line, name, type, target: target.join(" "), is_alias: false };
};
const lineOf = ({ name, type, target }: NewDomainEntry): string =>
  `${name === ZONE ? "@" : name.replace(`.${ZONE}`, "")} ${type} ${target}`;
const plan = (now: string[], wanted: string[], prune: boolean) => {
  const found = importPlan(ZONE, now.map(entry), wanted.map(entry), { prune });
  return {
    changes: found.sets.flatMap(({ before, after }) =>
      changesTowards(before, after).map((it) => `${it.action} ${lineOf(it.entry)}`),
    ),
    kept: found.kept.map(({ id }) => id),
    unchanged: found.unchanged,
    inTheWay: found.inTheWay.map(({ name, wanted: type, there }) => `${name} ${type} ${there}`),
  };
};

const OWN = ["@ NS ns-1.awsdns-1.com", "@ SOA a b 1 2 3 4 5"];

describe("without pruning", () => {
  test("the only one of its name and type becomes the file's", () => {
    expect(plan(["www A 203.0.113.1"], ["www A 203.0.113.2"], false)).toEqual({
      changes: ["change www A 203.0.113.2"],
      ...{ kept: [], unchanged: 0, inTheWay: [] },
    });
  });

  test("of several, all stay beside the file's", () => {
    const now = ['@ TXT "one"', '@ TXT "two"'];
    expect(plan(now, ['@ TXT "two"', '@ TXT "three"'], false)).toEqual({
      changes: ['create @ TXT "three"'],
      kept: ['@ TXT "one"'],
      ...{ unchanged: 1, inTheWay: [] },
    });
  });

  test("what the file does not have stays, and is told; the zone's own is not even that", () => {
    expect(plan([...OWN, "old A 203.0.113.1"], [], false)).toEqual({
      changes: [],
      kept: ["old A 203.0.113.1"],
      ...{ unchanged: 0, inTheWay: [] },
    });
  });

  test.each([
    ["www CNAME a", "www A 203.0.113.1", "www.example.com A CNAME"],
    ["www A 203.0.113.1", "www CNAME a", "www.example.com CNAME A"],
  ])("%s is in the way of %s", (now, wanted, expected) => {
    expect(plan([now], [wanted], false).inTheWay).toEqual([expected]);
  });
});

describe("with pruning", () => {
  test("everything but the zone's own becomes the file's, removals last", () => {
    const now = [...OWN, "a A 203.0.113.1", "www A 203.0.113.1", "www A 203.0.113.2"];
    expect(plan(now, ["www A 203.0.113.2", "z A 203.0.113.3"], true)).toEqual({
      changes: ["delete www A 203.0.113.1", "create z A 203.0.113.3", "delete a A 203.0.113.1"],
      ...{ kept: [], unchanged: 1, inTheWay: [] },
    });
  });

  test("what a CNAME replaces, or what replaces a CNAME, goes first", () => {
    const now = ["a CNAME x", "b A 203.0.113.1", "c A 203.0.113.1"];
    expect(plan(now, ["a A 203.0.113.1", "b CNAME x"], true).changes).toEqual([
      ...["delete a CNAME x", "delete b A 203.0.113.1"],
      ...["create a A 203.0.113.1", "create b CNAME x"],
      "delete c A 203.0.113.1",
    ]);
  });
});

test.each([true, false])("a zone that is the file's has no difference: pruning %s", (prune) => {
  const all = ["www A 203.0.113.1", "@ MX 10 mail.example.net"];
  expect(plan(["www A 203.0.113.1", "@ MX 10 Mail.example.net."], all, prune)).toEqual({
    ...{ changes: [], kept: [], unchanged: 2, inTheWay: [] },
  });
});
