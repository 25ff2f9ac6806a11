import type {
  Catalogue,
  Digest,
  DigestRequest,
  PostgresServer,
  PostgresSource,
  PostgresTarget,
  RestoreRequest,
  ServerFacts,
  TableFacts,
} from "../../core/contracts/postgres-control.ts";
import type { Archive } from "./archive.ts";
import { readCatalogue } from "./catalogue.ts";
import { digestLike, digestOf } from "./digest.ts";
import { sessionName } from "./environment.ts";
import { readFacts } from "./facts.ts";
import type { PsqlSession } from "./session.ts";
import { literal, tableName } from "./sql.ts";

/** For migrations of this program: "quants" in bytes. */
const LOCK = 0x7175616e7473;
/** Tables asked about in one statement. */
const AT_ONCE = 200;

class Server implements PostgresServer {
  protected readonly session: PsqlSession;
  protected readonly archive: Archive;

  constructor(session: PsqlSession, archive: Archive) {
    this.session = session;
    this.archive = archive;
  }

  async facts(): Promise<ServerFacts> {
    return readFacts(this.session);
  }

  async catalogue(): Promise<Catalogue> {
    return readCatalogue(this.session);
  }

  async digest(request: DigestRequest): Promise<Digest> {
    return digestOf(this.session, request);
  }

  async digestLike(table: TableFacts, other: Digest): Promise<Digest> {
    return digestLike(this.session, table, other);
  }

  async largeObjectsHash(most: number): Promise<string> {
    return this.session.json<string>(
      `SELECT to_json(coalesce(sum(('x' || encode(substr(sha256(int8send(oid::bigint) || lo_get(oid)), 1, 8), 'hex'))::bit(64)::bigint), 0)::text)
       FROM (SELECT oid FROM pg_largeobject_metadata ORDER BY oid LIMIT ${most}) AS o`,
    );
  }

  async rowsWritten(): Promise<number> {
    return this.session.json<number>(
      "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables",
    );
  }
}

export class Source extends Server implements PostgresSource {
  async beginSnapshot(): Promise<{ id: string; at: string }> {
    await this.session.text("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;");
    return this.session.json(
      `SELECT json_build_object('id', pg_export_snapshot(),
         'at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`,
    );
  }

  async endSnapshot(): Promise<void> {
    await this.session.text("ROLLBACK;");
  }

  async dump(request: Parameters<PostgresSource["dump"]>[0]): Promise<void> {
    await this.archive.dump(request);
  }
}

export class Target extends Server implements PostgresTarget {
  async lock(): Promise<boolean> {
    return this.session.json<boolean>(`SELECT pg_try_advisory_lock(${LOCK})::text`);
  }

  async endSessions(run: string): Promise<void> {
    const theirs = `datname = current_database() AND application_name = ${literal(sessionName(run))} AND pid <> pg_backend_pid()`;
    await this.session
      .text(`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE ${theirs};
DO $$ BEGIN
  FOR i IN 1..600 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE ${theirs});
    PERFORM pg_sleep(0.05);
  END LOOP;
END $$;`);
  }

  async filled(tables: readonly TableFacts[]): Promise<ReadonlySet<TableFacts>> {
    const found = new Set<TableFacts>();
    for (let start = 0; start < tables.length; start += AT_ONCE) {
      const some = tables.slice(start, start + AT_ONCE);
      const each = some.map((it) => `EXISTS (SELECT FROM ONLY ${tableName(it)})`);
      const have = await this.session.json<boolean[]>(
        // No function takes more than 100 arguments; an array has as many members as it likes.
        `SELECT to_json(ARRAY[${each.join(", ")}])`,
      );
      some.forEach((it, index) => have[index] === true && found.add(it));
    }
    return found;
  }

  async restore(request: RestoreRequest): Promise<void> {
    await this.archive.restore(request);
  }

  async analyze(): Promise<void> {
    await this.session.text("ANALYZE;");
  }
}
