import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import type {
  DumpFacts,
  MigrationFolder,
  MigrationState,
} from "../../core/contracts/postgres-control.ts";
import { QuantsError } from "../../core/errors.ts";
import { type Owner, ownerOf } from "../../core/files/abandoned-folders.ts";
import { makeFolder } from "../../core/files/make-folder.ts";
import { writeWholeFile } from "../../core/files/whole-file.ts";
import { journalFolder } from "../../core/journal/folder.ts";
import { isRunning } from "../../core/journal/process-start.ts";
import { killGroup } from "./children.ts";

type Env = Readonly<Record<string, string | undefined>>;

interface Running {
  owner: Owner;
  children: Owner[];
}

const FORMAT = 1;

/**
 * A folder for each pair of databases, beside the journal, which only the user can read. It holds
 * the dump, and what the next run needs to go on.
 */
export class PostgresFolder implements MigrationFolder {
  readonly path: string;
  readonly dump: string;
  #isMine = false;

  constructor(env: Env, from: string, to: string) {
    const key = createHash("sha256").update(`${from}\n${to}`).digest("hex").slice(0, 16);
    this.path = join(dirname(journalFolder(env)), "migrations", `postgres-${key}`);
    this.dump = this.#at("dump");
  }

  state(): MigrationState | null {
    return this.#read<MigrationState>("state.json");
  }

  save(state: MigrationState): void {
    this.#write("state.json", state);
  }

  readFacts(): DumpFacts | null {
    return this.#read<DumpFacts>("facts.json");
  }

  saveFacts(facts: DumpFacts): void {
    this.#write("facts.json", facts);
  }

  async takeOver(): Promise<void> {
    const running = this.#read<Running>("running.json");
    const { system } = ownerOf(process.pid);
    const isAlive = (it: Owner): boolean => it.system === system && isRunning(it.pid, it.started);
    if (running !== null && running.owner.pid !== process.pid && isAlive(running.owner)) {
      throw new QuantsError(
        "conflict",
        `This migration is running already (process ${running.owner.pid}).`,
        { hint: "Wait for its end, or end it with Ctrl-C; then run the command again." },
      );
    }
    for (const child of running?.children ?? [])
      if (isAlive(child)) killGroup(child.pid, "SIGKILL");
    this.#isMine = true;
    this.running([]);
  }

  /** Notes the child processes, for the case that this one is killed. */
  running(pids: readonly number[]): void {
    if (!this.#isMine) return;
    const note: Running = { owner: ownerOf(process.pid), children: pids.map(ownerOf) };
    this.#write("running.json", note);
  }

  /** It needs no more noting. */
  release(): void {
    if (!this.#isMine) return;
    this.#isMine = false;
    rmSync(this.#at("running.json"), { force: true });
  }

  removeDump(): void {
    // The facts first: a dump without them is none.
    rmSync(this.#at("facts.json"), { force: true });
    rmSync(this.dump, { recursive: true, force: true });
  }

  free(): number {
    // It may not be there yet, nor the folders above it.
    let there = this.path;
    while (!existsSync(there)) there = dirname(there);
    const { bavail, bsize } = statfsSync(there);
    return bavail * bsize;
  }

  #at(name: string): string {
    return join(this.path, name);
  }

  /** What is damaged, or of another format, counts as absent: then everything is made anew. */
  #read<T>(name: string): T | null {
    try {
      const value = JSON.parse(readFileSync(this.#at(name), "utf8")) as { format: number; data: T };
      return value.format === FORMAT ? value.data : null;
    } catch {
      return null;
    }
  }

  #write(name: string, data: object): void {
    makeFolder(this.path);
    writeWholeFile(this.#at(name), `${JSON.stringify({ format: FORMAT, data })}\n`, 0o600);
  }
}
