import { randomUUID } from "node:crypto";
import { abortReason } from "../../core/time/wait.ts";
import type { QuantsError } from "../../core/errors.ts";
import { type Child, type Children, notStarted } from "./children.ts";
import { KEEP_ALIVE } from "./environment.ts";
import { failureOf } from "./failure.ts";

interface Options {
  psql: string;
  env: Readonly<Record<string, string>>;
  /** For errors. */
  label: string;
  children: Children;
  signal: AbortSignal;
}

interface Pending {
  marker: string;
  resolve: (text: string) => void;
  reject: (error: QuantsError) => void;
}

/** Both servers must write every value in the same way, whatever is set for user or database. */
const SETTINGS = `
SET search_path = pg_catalog;
SET datestyle = ISO; SET intervalstyle = postgres; SET timezone = 'UTC'; SET bytea_output = hex;
SET lc_monetary = 'C'; SET xmloption = content; SET standard_conforming_strings = on;
SET row_security = off;
SELECT set_config(name, '0', false) IS NULL FROM pg_settings
 WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
                'idle_session_timeout', 'transaction_timeout');
`;

/** One connection through psql, for statement after statement. The first error ends it. */
export class PsqlSession {
  readonly #options: Options;
  readonly #child: Child;
  #output = "";
  #said = "";
  #pending: Pending | null = null;
  #over: QuantsError | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  static async open(options: Options): Promise<PsqlSession> {
    const args = ["-X", "-A", "-t", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-d", KEEP_ALIVE];
    const { env, psql, children } = options;
    const session = new PsqlSession(
      options,
      await children.start(psql, args, { env, stdin: "pipe" }),
    );
    await session.text(SETTINGS);
    return session;
  }

  private constructor(options: Options, child: Child) {
    this.#options = options;
    this.#child = child;
    child.stdout.setEncoding("utf8").on("data", (text: string) => this.#read(text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#said = (this.#said + text).slice(-8_000);
    });
    // It may be gone before all is written.
    child.stdin?.on("error", () => {});
    void this.#end(child.ended);
  }

  /** Waits for its end, which only comes before time. */
  async #end(ended: Child["ended"]): Promise<void> {
    const { failure } = await ended;
    const { label, psql } = this.#options;
    this.#over = this.#options.signal.aborted
      ? abortReason(this.#options.signal)
      : failure === null
        ? failureOf("PostgreSQL at", label, this.#said)
        : notStarted(psql, failure);
    this.#pending?.reject(this.#over);
    this.#pending = null;
  }

  /** Runs statements; resolves with the lines that they write. */
  text(sql: string): Promise<string> {
    const next = this.#queue.then(() => this.#ask(sql));
    this.#queue = next.catch(() => undefined);
    return next;
  }

  /** Runs a query of one JSON value. */
  async json<T>(sql: string): Promise<T> {
    return JSON.parse(await this.text(`${sql};`)) as T;
  }

  #ask(sql: string): Promise<string> {
    const marker = randomUUID();
    return new Promise((resolve, reject) => {
      if (this.#over !== null) {
        reject(this.#over);
        return;
      }
      this.#output = "";
      this.#pending = { marker, resolve, reject };
      this.#child.stdin?.write(`${sql}\n\\echo ${marker}\n`);
    });
  }

  #read(text: string): void {
    this.#output += text;
    const pending = this.#pending;
    if (pending === null) return;
    // Only the end is looked at: an answer may have many megabytes.
    const end = `${pending.marker}\n`;
    if (!this.#output.endsWith(end)) return;
    this.#pending = null;
    pending.resolve(this.#output.slice(0, -end.length));
  }
}
