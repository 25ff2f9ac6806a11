import { afterAll, beforeAll, expect, test } from "vitest";
import { readFileSync, statSync } from "node:fs";
import { fakeClock } from "../../helpers/fake-clock.ts";
import {
  PASSWORD,
  serverPrograms,
  startPostgres,
  type TestServer,
} from "../../helpers/postgres.ts";
import { describeWith, tool } from "../../helpers/tools.ts";
import type { TableFacts } from "../../../src/core/contracts/postgres-control.ts";
import { PrivateFolder } from "../../../src/core/files/private-folder.ts";
import { postgresAddress } from "../../../src/core/migration/postgres/address.ts";
import type { Archive } from "../../../src/providers/postgres/archive.ts";
import { Children } from "../../../src/providers/postgres/children.ts";
import { serverEnvironment } from "../../../src/providers/postgres/environment.ts";
import { Target } from "../../../src/providers/postgres/server.ts";
import { PsqlSession } from "../../../src/providers/postgres/session.ts";
import { identifier, literal } from "../../../src/providers/postgres/sql.ts";

const psql = tool("psql");

describeWith("a session through psql", { "a PostgreSQL server": serverPrograms(), psql }, () => {
  let server: TestServer;
  let folder: PrivateFolder;
  let children: Children;
  const { signal } = new AbortController();

  beforeAll(async () => {
    server = await startPostgres();
    // What a database says of itself must not count.
    await server.sql(
      "postgres",
      "ALTER DATABASE postgres SET default_transaction_read_only = off; CREATE TABLE t (a integer)",
    );
    folder = new PrivateFolder();
    children = new Children({ signal, clock: fakeClock(), changed: () => {} });
  });
  afterAll(async () => {
    children.close();
    folder.remove();
    await server.stop();
  });

  const environment = (which: "from" | "to", own = folder) =>
    serverEnvironment(postgresAddress(server.url("postgres")), {
      env: {
        ...{ PATH: process.env["PATH"], PGHOST: "192.0.2.1", PGOPTIONS: "-c work_mem=64MB" },
        QUANTS_MIGRATE_FROM_PASSWORD: PASSWORD,
        QUANTS_MIGRATE_TO_PASSWORD: PASSWORD,
      },
      ...{ folder: own, run: "r1", which },
    });
  const open = (env: Record<string, string>) =>
    PsqlSession.open({ psql: psql ?? "", env, label: "it", children, signal });

  test("of any number of tables it says which have rows", async () => {
    const own = new PrivateFolder();
    const session = await open(environment("to", own));
    const make = "EXECUTE format('CREATE TABLE many.t%s (a integer)', i);";
    await server.sql(
      "postgres",
      `CREATE SCHEMA many; DO $$ BEGIN FOR i IN 1..450 LOOP ${make} END LOOP; END $$;
       INSERT INTO many.t7 VALUES (1); INSERT INTO many.t450 VALUES (1);`,
    );
    const tables = Array.from({ length: 450 }, (_, index) => ({
      ...{ oid: index, schema: "many", name: `t${index + 1}`, key: null, rows: 0, bytes: 0 },
    })) as unknown as TableFacts[];
    const found = await new Target(session, null as unknown as Archive).filled(tables);
    expect([...found].map(({ name }) => name)).toEqual(["t7", "t450"]);
    own.remove();
  });

  test("the source's can't write, and no password is in its environment", async () => {
    const env = environment("from");
    expect(Object.entries(env).filter(([, value]) => value.includes("canary"))).toEqual([]);
    const file = env["PGPASSFILE"] ?? "";
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toBe(`*:*:*:*:${PASSWORD.replaceAll(/[\\:]/g, "\\$&")}\n`);
    for (const change of [
      "INSERT INTO public.t VALUES (1);",
      "CREATE TABLE public.u (a integer);",
      "DROP TABLE public.t;",
    ]) {
      const session = await open(env);
      await expect(session.text(change)).rejects.toThrow("read-only transaction");
      // It is over then, and says so each time.
      await expect(session.text("SELECT 1;")).rejects.toThrow("read-only transaction");
    }
  });

  test("the target's can, and values and names arrive as they are", async () => {
    const session = await open(environment("to"));
    const odd = `a"b'c\\d :e :'f' $$ \\echo é\n€`;
    await session.text(`CREATE TABLE public.${identifier(odd)} (a integer);`);
    expect(await session.json(`SELECT to_json(${literal(odd)}::text)`)).toBe(odd);
    expect(
      await session.json(`SELECT json_agg(relname) FROM pg_class WHERE relname = ${literal(odd)}`),
    ).toEqual([odd]);
    const [one, two] = await Promise.all([session.json("SELECT 1"), session.json("SELECT 2")]);
    expect([one, two]).toEqual([1, 2]);
  });
});
