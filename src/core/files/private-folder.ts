import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OWNER_FILE, type Owner, ownerOf, removeAbandoned } from "./abandoned-folders.ts";
import { QuantsError } from "../errors.ts";

/**
 * A folder for one run, readable by the user alone, and gone with the process at the latest. That
 * of a process that could not see to it, killed as it was, goes when the next one is made.
 */
export class PrivateFolder {
  readonly path: string;
  readonly #owners: Owner[] = [ownerOf(process.pid)];
  readonly #remove = (): void => this.#delete();

  /** The name is short: sockets below it have little room. */
  constructor() {
    removeAbandoned(tmpdir());
    this.path = orSayWhere(() => mkdtempSync(join(tmpdir(), "quants-ctl-")));
    orSayWhere(() => this.#writeOwners());
    // The second interrupt ends the process without unwinding.
    process.once("exit", this.#remove);
  }

  at(name: string): string {
    return join(this.path, name);
  }

  folder(name: string): string {
    orSayWhere(() => mkdirSync(this.at(name), { mode: 0o700 }));
    return this.at(name);
  }

  write(name: string, text: string): string {
    orSayWhere(() => writeFileSync(this.at(name), text, { mode: 0o600, flag: "wx" }));
    return this.at(name);
  }

  /** A process that may outlive this one, and needs the folder for as long as it runs. */
  usedBy(pid: number): void {
    this.#owners.push(ownerOf(pid));
    orSayWhere(() => this.#writeOwners());
  }

  remove(): void {
    process.off("exit", this.#remove);
    this.#remove();
  }

  #writeOwners(): void {
    writeFileSync(this.at(OWNER_FILE), JSON.stringify(this.#owners), { mode: 0o600 });
  }

  /** Never throws: it is called on the way out, where an error would hide what happened. */
  #delete(): void {
    try {
      // A child that was killed may have been at making a file.
      rmSync(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    } catch {
      try {
        // Then the next run does it, which knows it by this file.
        this.#writeOwners();
      } catch {
        // Gone after all, or the whole file system is.
      }
    }
  }
}

function orSayWhere<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = (error as Error).message;
    throw new QuantsError("failed", `Nothing can be written in ${tmpdir()}: ${reason}.`, {
      hint: "Free some space, or set TMPDIR to another folder.",
      resource: tmpdir(),
      cause: error,
    });
  }
}
