import type { CallObserver } from "../../core/contracts/call-observer.ts";
import type { RestoreRequest } from "../../core/contracts/postgres-control.ts";
import { QuantsError } from "../../core/errors.ts";
import type { PrivateFolder } from "../../core/files/private-folder.ts";
import {
  type ArchiveEntry,
  archiveListText,
  readArchiveList,
} from "../../core/migration/postgres/archive-list.ts";
import { throwIfAborted } from "../../core/time/wait.ts";
import type { Children } from "./children.ts";
import { KEEP_ALIVE } from "./environment.ts";
import { failureOf } from "./failure.ts";
import type { Tools } from "./tools.ts";

interface Side {
  label: string;
  env: Readonly<Record<string, string>>;
}

interface Options {
  from: Side;
  to: Side;
  children: Children;
  folder: PrivateFolder;
  observe: CallObserver;
  signal: AbortSignal;
}

/** Owners and rights differ from one installation to the other. */
const COMMON = ["--no-owner", "--no-acl", "--no-password"];

/** pg_dump and pg_restore. */
export class Archive {
  readonly #options: Options;
  #tools: Tools | null = null;
  #lists = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  use(tools: Tools): void {
    this.#tools = tools;
  }

  async dump(request: { folder: string; snapshot: string; jobs: number }): Promise<void> {
    const { from } = this.#options;
    const { folder, snapshot, jobs } = request;
    await this.#change("dump", this.#found.dump, from, [
      ...["--format=directory", `--file=${folder}`, `--jobs=${jobs}`, `--snapshot=${snapshot}`],
      ...["--no-publications", "--no-subscriptions", "--no-tablespaces", "--no-security-labels"],
      ...[...COMMON, `--dbname=${KEEP_ALIVE}`],
    ]);
  }

  async restore({ what, dump, entries, atOnce, jobs }: RestoreRequest): Promise<void> {
    const { folder, to } = this.#options;
    this.#lists += 1;
    const list = folder.write(`list-${this.#lists}`, archiveListText(entries));
    await this.#change(what, this.#found.restore, to, [
      ...["--exit-on-error", `--use-list=${list}`, ...COMMON],
      ...["--no-publications", "--no-subscriptions", "--no-tablespaces", "--no-security-labels"],
      ...(atOnce === true ? ["--single-transaction"] : []),
      ...(jobs === undefined ? [] : [`--jobs=${jobs}`]),
      ...[`--dbname=${KEEP_ALIVE}`, dump],
    ]);
  }

  async list(dump: string, section: string): Promise<ArchiveEntry[]> {
    const { children, to } = this.#options;
    const args = ["--list", `--section=${section}`, dump];
    const { status, stdout, stderr } = await children.run(this.#found.restore, args, to.env);
    if (status !== 0) throw failureOf("pg_restore can't read", dump, stderr);
    return readArchiveList(stdout);
  }

  get #found(): Tools {
    if (this.#tools !== null) return this.#tools;
    throw new QuantsError("internal", "pg_dump was not looked for.");
  }

  /** The dump counts as a change too: it fills this machine's disk, until it is resumed or removed. */
  async #change(
    what: string,
    program: string,
    { label, env }: Side,
    args: readonly string[],
  ): Promise<void> {
    const { children, observe, signal, to } = this.#options;
    throwIfAborted(signal);
    const answer = observe({
      ...{ operation: what, action: what === "dump" ? null : "load_data", region: "-" },
      ...{ resource: to.label, isChange: true },
    });
    let isGood = false;
    try {
      const { status, stderr } = await children.run(program, args, env);
      throwIfAborted(signal);
      if (status !== 0) throw failureOf(`${what} at`, label, stderr);
      isGood = true;
    } finally {
      const outcome = isGood ? "ok" : "failed";
      answer({ requestId: undefined, outcome, effect: isGood ? "done" : "unknown" });
    }
  }
}
