import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PASSWORD, serverPrograms, startPostgres, type TestServer } from "../helpers/postgres.ts";
import { GATES, SCHEMA } from "../commands/migrate/postgres-schema.ts";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { describeWith, tool } from "../helpers/tools.ts";

const TOOLS = {
  "a PostgreSQL server": serverPrograms(),
  psql: tool("psql"),
  pg_dump: tool("pg_dump"),
};

/** Ends once a session of the database waits for a lock. */
const SOMEBODY_WAITS = `DO $$ BEGIN
  FOR i IN 1..3000 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database());
    PERFORM pg_sleep(0.02);
  END LOOP;
END $$`;

const TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";

/** Sessions that copy rows into the table with the gate. */
const COPIES = `SELECT count(*) FROM pg_stat_activity
  WHERE datname = current_database() AND query LIKE 'COPY public.gated%'`;

describeWith("a migration of PostgreSQL that is killed", TOOLS, () => {
  let old: TestServer;
  let fresh: TestServer;
  let place: Workplace;

  beforeAll(async () => {
    [old, fresh] = await Promise.all([startPostgres(), startPostgres()]);
    await old.sql("postgres", "CREATE DATABASE app");
    await old.sql("app", SCHEMA + GATES);
  });
  afterAll(async () => {
    await Promise.all([old.stop(), fresh.stop()]);
  });
  beforeEach(async () => {
    await fresh.sql("postgres", "CREATE DATABASE app");
    place = makeWorkplace({
      QUANTS_MIGRATE_FROM_PASSWORD: PASSWORD,
      QUANTS_MIGRATE_TO_PASSWORD: PASSWORD,
    });
  });
  afterEach(async () => {
    await place.dispose();
    await fresh.sql("postgres", "DROP DATABASE app WITH (FORCE)");
  });

  const argv = (...more: string[]): string[] => [
    ...["migrate", "postgres", "--from", old.url("app"), "--to", fresh.url("app")],
    ...["--jobs", "3", "--yes", ...more],
  ];

  /** Runs it until it waits for what `hold` holds, and kills it there, its children not. */
  async function killedAt(server: TestServer, hold: string): Promise<void> {
    const held = await server.hold("app", hold);
    const running = place.start(argv());
    await server.sql("app", SOMEBODY_WAITS);
    expect(commandLines().filter((it) => it.includes("canary-pg"))).toEqual([]);
    running.kill("SIGKILL");
    expect(await running.exited).toBe(null);
    await held.release();
  }

  test("goes on where it was, from whatever point", async () => {
    // In the dump; then in the transaction of the definitions, while rows are copied, in an index.
    await killedAt(old, "BEGIN; LOCK TABLE authors IN ACCESS EXCLUSIVE MODE;");
    await killedAt(fresh, `BEGIN; CREATE SCHEMA "odd 'one'";`);
    // Its pg_restore may have come to the end meanwhile: all tables are there, or none.
    expect(["0\n", await old.sql("app", TABLES)]).toContain(await fresh.sql("app", TABLES));
    // What the killed run left at work would copy the same rows once more.
    const rows = await fresh.hold("app", "SELECT pg_advisory_lock(1);");
    const left = place.start(argv());
    await fresh.sql("app", SOMEBODY_WAITS);
    left.kill("SIGKILL");
    await left.exited;
    const next = place.start(argv());
    await next.until(/have their rows already/, "stderr");
    await fresh.sql("app", SOMEBODY_WAITS);
    expect(await fresh.sql("app", COPIES)).toBe("1\n");
    next.kill("SIGKILL");
    await next.exited;
    await rows.release();
    await killedAt(fresh, "SELECT pg_advisory_lock(2);");
    const comparing = place.start(argv());
    await comparing.until(/comparing both sides/, "stderr");
    comparing.kill("SIGKILL");
    await comparing.exited;

    const resumed = await place.run(["infra", "resume", "--yes", "--output", "json"]);
    expect(resumed.status).toBe(0);
    expect(resumed.json()).toMatchObject({ result: "completed", differences: [] });
    expect(await fresh.dump("app")).toBe(withoutComment(await old.dump("app")));
    const log = await place.run(["infra", "log", "--unfinished", "--output", "json"]);
    expect(log.json()).toEqual([]);
    const ours = commandLines().filter((it) => it.includes(place.directory));
    expect(ours.filter((it) => /pg_(dump|restore) --/.test(it))).toEqual([]);
  });

  test("Ctrl-C holds it, and says how to go on", async () => {
    const held = await fresh.hold("app", "SELECT pg_advisory_lock(1);");
    const running = place.start(argv());
    await fresh.sql("app", SOMEBODY_WAITS);
    running.kill("SIGINT");
    const stopped = await running.ended;
    expect(stopped.status).toBe(130);
    expect(stopped.stdout).toContain("held: what is copied is kept");
    expect(stopped.stderr).toMatch(/Go on: the same command again/);
    await held.release();
    expect((await place.run(argv())).stdout).toContain("completed: the target has");
  });

  test("a second run beside it is refused, and the first one goes on", async () => {
    const held = await fresh.hold("app", "SELECT pg_advisory_lock(1);");
    const running = place.start(argv());
    await fresh.sql("app", SOMEBODY_WAITS);
    const second = await place.run(argv("--output", "json"));
    expect(second.status).toBe(5);
    expect(second.error()["message"]).toMatch(/running already \(process \d+\)/);
    const elsewhere = await place.run(argv("--output", "json"), {
      env: { QUANTS_CTL_STATE_DIR: join(place.directory, "elsewhere") },
    });
    expect(elsewhere.status).toBe(5);
    // It is not in the dump, and must not go unnoticed.
    await old.sql("app", "INSERT INTO empty_one VALUES (1); DELETE FROM empty_one;");
    await held.release();
    const first = await running.ended;
    expect(first.status).toBe(0);
    expect(first.stderr).toContain("the source was written to since its dump");
  });
});

function withoutComment(dump: string): string {
  return dump.replace(/--\n-- Name: SCHEMA public; Type: COMMENT[^]*?'ours';\n\n\n/, "");
}

/** Of all processes, as everybody on the machine can see them. */
function commandLines(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return "";
      }
    });
}
