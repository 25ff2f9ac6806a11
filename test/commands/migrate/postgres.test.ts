import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createServer } from "node:http";
import { createServer as createTcp, type AddressInfo } from "node:net";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PostgresMigrationRecord } from "../../../src/core/records/postgres-migration.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import {
  PASSWORD,
  serverPrograms,
  startPostgres,
  type TestServer,
} from "../../helpers/postgres.ts";
import { describeWith, tool } from "../../helpers/tools.ts";
import { SCHEMA } from "./postgres-schema.ts";

const TOOLS = {
  "a PostgreSQL server": serverPrograms(),
  psql: tool("psql"),
  pg_dump: tool("pg_dump"),
};

describeWith("migrate postgres", TOOLS, () => {
  let old: TestServer;
  let fresh: TestServer;
  let cli: Cli & { dispose: () => void };
  let number = 0;
  let to = "";

  beforeAll(async () => {
    [old, fresh] = await Promise.all([startPostgres(), startPostgres()]);
    await old.sql("postgres", "CREATE DATABASE app");
    await old.sql("app", SCHEMA);
  });
  afterAll(async () => {
    await Promise.all([old.stop(), fresh.stop()]);
  });
  beforeEach(async () => {
    number += 1;
    to = `app${number}`;
    await fresh.sql("postgres", `CREATE DATABASE ${to}`);
    cli = makeCli({
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: process.env["HOME"] ?? "",
        QUANTS_MIGRATE_FROM_PASSWORD: PASSWORD,
        QUANTS_MIGRATE_TO_PASSWORD: PASSWORD,
      },
    });
  });
  afterEach(() => cli.dispose());

  const migrate = (...more: string[]) =>
    cli("migrate postgres --output json", "--from", old.url("app"), "--to", fresh.url(to), ...more);
  const state = (): string[] =>
    readdirSync(join(cli.directory, "state"), { recursive: true }).map(String);

  test("copies everything, and proves it", async () => {
    const before = await old.dump("app");
    // The guide has it made beforehand.
    await fresh.sql(to, "CREATE EXTENSION hstore");
    const done = await migrate("--yes");
    expect(done.stderr).toBe("");
    const record = done.json() as PostgresMigrationRecord;
    expect(record).toMatchObject({
      ...{ result: "completed", changed: true, differences: [], dump: null, source_changed: false },
      ...{ done: ["dump", "definitions", "rows", "indexes", "analyze", "verify"], not_done: [] },
    });
    expect(record.tables.find((it) => it.table === "public.books")).toMatchObject({
      ...{ rows: 12_000, target_rows: 12_000, compared_rows: 1000, equal: true },
    });
    expect(record.tables.filter((it) => it.equal !== true)).toEqual([]);
    expect(record.objects.flatMap((it) => it.missing)).toEqual([]);
    expect(await fresh.dump(to)).toBe(withoutOurs(before));
    expect(await old.dump("app")).toBe(before);
    expect(state().filter((it) => /dump|facts|running/.test(it))).toEqual([]);
    expect((await cli("infra log --output json")).json()).toMatchObject([
      { command: "migrate postgres", status: "done", remembered: { stage: "verify" } },
    ]);
    for (const it of state().filter((name) => /\.jsonl?$/.test(name))) {
      expect(readFileSync(join(cli.directory, "state", it), "utf8")).not.toContain("canary-pg");
    }
    // The same once more has nothing to do; and both are compared as they are now.
    expect((await migrate("--yes")).json()).toMatchObject({ result: "unchanged", changed: false });
    expect((await migrate("--verify-only")).json()).toMatchObject({ result: "equal" });
  });

  test("--verify-only tells what differs, with status 5", async () => {
    await migrate("--yes");
    await fresh.sql(
      to,
      `UPDATE authors SET name = 'someone' WHERE id = 7; DELETE FROM reviews WHERE author = 1;
       DROP INDEX books_title; SELECT setval('counter', 50); DROP TABLE empty_one;
       UPDATE books SET title = title || '.';`,
    );
    const found = await migrate("--verify-only");
    expect(found.status).toBe(5);
    expect((found.json() as PostgresMigrationRecord).differences).toEqual(
      expect.arrayContaining([
        "rows of public.books differ",
        "rows of public.authors differ",
        "public.reviews has 99 rows, not 100",
        "the table public.empty_one is missing",
        "the index public.books_title is missing",
        "the sequence public.counter is at 50, not 98",
      ]),
    );
  });

  test("--dry-run changes nothing on either side, nor here", async () => {
    const shown = await migrate("--dry-run");
    expect(shown.json()).toMatchObject({ dry_run: true, complete: true });
    expect(JSON.stringify(shown.json())).toContain("about 12000 rows");
    expect(await fresh.sql(to, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).toBe(
      "0\n",
    );
    expect(() => state()).toThrow("ENOENT");
  });

  test("a target that has something is left alone", async () => {
    await fresh.sql(to, "CREATE TABLE mine (a integer)");
    const refused = await migrate("--yes");
    expect(refused.status).toBe(5);
    expect(refused.error()["message"]).toBe("The target is not empty: it has public.mine.");
    expect(() => state()).toThrow("ENOENT");
  });

  test.each([
    [
      "a database that is not there",
      () => old.url("nothing"),
      3,
      /database "nothing" does not exist/,
    ],
    [
      "a user who is not there",
      () => old.url("app", "nobody"),
      4,
      /password authentication failed/,
    ],
    ["a closed port", () => "postgresql://postgres@127.0.0.1:1/app", 8, /Connection refused/],
  ])("%s is one clear error", async (_, from, status, message) => {
    const refused = await cli(
      "migrate postgres --yes --output json",
      "--from",
      from(),
      "--to",
      fresh.url(to),
    );
    expect(refused.status).toBe(status);
    expect(refused.error()["message"]).toMatch(message);
    expect(refused.stderr).not.toContain("canary-pg");
  });

  test("a source that is something else is refused", async () => {
    const web = createServer((_, response) => response.end("hello"));
    await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
    const { port } = web.address() as AddressInfo;
    const from = `postgresql://postgres@127.0.0.1:${port}/app`;
    const refused = await cli(
      "migrate postgres --yes --output json",
      "--from",
      from,
      "--to",
      fresh.url(to),
    );
    web.close();
    expect(refused.status).toBe(5);
    expect(refused.error()["hint"]).toMatch(/not PostgreSQL/);
  });

  test("a target that accepts and says nothing is given up", async () => {
    const silent = createTcp(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const at = `postgresql://postgres@127.0.0.1:${port}/app?connect_timeout=2`;
    const refused = await cli(
      "migrate postgres --yes --output json",
      "--from",
      old.url("app"),
      "--to",
      at,
    );
    silent.close();
    expect(refused.status).toBe(8);
    expect(refused.error()["message"]).toMatch(/timeout expired/);
  });

  test("the same database twice is refused, by whatever name", async () => {
    const by = `postgresql://postgres@localhost:${old.port}/app`;
    const refused = await cli(
      "migrate postgres --yes --output json",
      "--from",
      old.url("app"),
      "--to",
      by,
    );
    expect(refused.error()["message"]).toBe(
      "Source and target are the same database, or a copy of it.",
    );
  });

  test("a target where the user may make nothing is refused", async () => {
    await fresh.sql(
      to,
      `DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN PASSWORD '${PASSWORD}'`,
    );
    const refused = await cli(
      "migrate postgres --yes --output json",
      "--from",
      old.url("app"),
      "--to",
      fresh.url(to, "guest"),
    );
    expect(refused.status).toBe(4);
    expect(refused.error()["message"]).toBe("guest may create nothing in the target.");
  });

  test("an index of pgvector over too many dimensions is refused", async () => {
    await old.sql("postgres", "CREATE DATABASE vectors");
    await old.sql("vectors", PGVECTOR);
    const refused = await cli(
      "migrate postgres --yes --output json",
      "--from",
      old.url("vectors"),
      "--to",
      fresh.url(to),
    );
    await old.sql("vectors", "DROP INDEX wide_index");
    const warned = await cli(
      "migrate postgres --dry-run --output json",
      "--from",
      old.url("vectors"),
      "--to",
      fresh.url(to),
    );
    await old.sql("postgres", "DROP DATABASE vectors");
    expect(refused.status).toBe(5);
    expect(refused.error()["message"]).toBe(
      "The index public.wide_index of public.chunks has 3072 dimensions; pgvector indexes at most 2000 of a vector.",
    );
    expect(warned.status).toBe(0);
    expect(warned.stderr).toContain("public.chunks has a vector of 3072 dimensions: it is copied");
  });
});

/** What belongs to the target's own schema and extensions. */
function withoutOurs(dump: string): string {
  return dump.replace(/--\n-- Name: SCHEMA public; Type: COMMENT[^]*?'ours';\n\n\n/, "");
}

/** Debian 12 has no pgvector: a type and an access method of its names, with varchar and BRIN within. */
const PGVECTOR = `
CREATE TYPE vector;
CREATE FUNCTION vector_in(cstring, oid, integer) RETURNS vector LANGUAGE internal IMMUTABLE STRICT AS 'varcharin';
CREATE FUNCTION vector_out(vector) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varcharout';
CREATE FUNCTION vector_typmod_in(cstring[]) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodin';
CREATE TYPE vector (INPUT = vector_in, OUTPUT = vector_out, TYPMOD_IN = vector_typmod_in, INTERNALLENGTH = VARIABLE);
CREATE ACCESS METHOD hnsw TYPE INDEX HANDLER brinhandler;
CREATE OPERATOR CLASS vector_ops DEFAULT FOR TYPE vector USING hnsw AS
  FUNCTION 1 brin_minmax_opcinfo(internal), FUNCTION 2 brin_minmax_add_value(internal, internal, internal, internal),
  FUNCTION 3 brin_minmax_consistent(internal, internal, internal), FUNCTION 4 brin_minmax_union(internal, internal, internal);
CREATE TABLE chunks (id integer, embedding vector(3068));
CREATE INDEX wide_index ON chunks USING hnsw (embedding);
`;
