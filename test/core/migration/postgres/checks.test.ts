import { describe, expect, test } from "vitest";
import type { Catalogue, ServerFacts } from "../../../../src/core/contracts/postgres-control.ts";
import {
  checkServers,
  checkSpace,
  remarks,
} from "../../../../src/core/migration/postgres/checks.ts";

const SERVER: ServerFacts = {
  ...{ product: "PostgreSQL 15.4 on x86_64", version: "15.4", major: 15, system: "1" },
  ...{ database_oid: 5, started: "2026-01-01", is_standby: false, encoding: "UTF8" },
  ...{ collation: "C.UTF-8", user: "app", may_create: true, extensions: [], available: [] },
};
const OTHER: ServerFacts = { ...SERVER, system: "2" };
const vector = (version: string) => [{ name: "vector", version }];

describe("checkServers", () => {
  test("lets two fitting servers pass", () => {
    expect(() => checkServers(SERVER, { ...OTHER, major: 17 })).not.toThrow();
    expect(() => checkServers(SERVER, { ...SERVER, database_oid: 6 })).not.toThrow();
    expect(() =>
      checkServers(
        { ...SERVER, extensions: vector("0.9.0") },
        { ...OTHER, available: vector("0.10.0") },
      ),
    ).not.toThrow();
  });

  test.each<[string, Partial<ServerFacts>, Partial<ServerFacts>]>([
    ["source is not PostgreSQL", { product: "CockroachDB CCL v24", major: 13 }, {}],
    ["target is not PostgreSQL 11 or newer", {}, { version: "9.6", major: 9 }],
    ["same database", {}, { system: "1" }],
    ["same database", { system: null }, { system: null }],
    ["older than the source", {}, { version: "14.9", major: 14 }],
    ["standby", {}, { is_standby: true }],
    ["may create nothing", {}, { may_create: false }],
    ["vector 0.8.0 (not there)", { extensions: vector("0.8.0") }, {}],
    ["vector 0.8.0 (0.7.4 there)", { extensions: vector("0.8.0") }, { available: vector("0.7.4") }],
    // What is installed counts, whatever could be.
    [
      "vector 0.8.0 (0.5.0 there)",
      { extensions: vector("0.8.0") },
      { extensions: vector("0.5.0"), available: vector("0.8.0") },
    ],
  ])("refuses: %s", (words, source, target) => {
    expect(() => checkServers({ ...SERVER, ...source }, { ...OTHER, ...target })).toThrow(words);
  });
});

test("a dump that may not fit is refused", () => {
  const catalogue = { bytes: 3 * 2 ** 30 } as Catalogue;
  expect(() => checkSpace(2 ** 30, catalogue, "/x")).toThrow(
    "may need 3.0 GiB; 1.0 GiB are free in /x",
  );
  expect(() => checkSpace(3 * 2 ** 30, catalogue, "/x")).not.toThrow();
});

test("other encodings, collations and owners are remarked upon", () => {
  const target = { ...OTHER, encoding: "LATIN1", collation: "de_DE" };
  expect(remarks(SERVER, target, { other_owners: 2 } as Catalogue)).toEqual([
    "the source is in UTF8, the target in LATIN1",
    "texts are sorted as C.UTF-8 at the source, and as de_DE at the target",
    "everything will belong to app: owners and rights (GRANT) are not copied",
  ]);
});
