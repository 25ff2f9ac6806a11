import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OWNER_FILE, type Owner, ownerOf, removeAbandoned } from "./abandoned-folders.ts";
import { QuantsError } from "../errors.ts";

/**
 * A folder for one run that only the user can read, removed when the process ends at the latest. If
 * the process was killed, the next run removes it.
 */
export class PrivateFolder {
  readonly path: string;
  readonly #owners: Owner[] = [ownerOf(process.pid)];
  readonly #remove = (): void => this.#delete();

  /** A short name, because the paths of sockets in it are limited. */
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

  /** Registers a process that may outlive this one and needs the folder while it runs. */
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

  /** Never throws: it is called during cleanup, where an error would hide the original one. */
  #delete(): void {
    try {
      // A killed child may still have been creating a file.
      rmSync(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    } catch {
      try {
        // The next run will, and finds it by this file.
        this.#writeOwners();
      } catch {
        // It is gone after all, or the whole file system is.
      }
    }
  }
}

function orSayWhere<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = (error as Error).message;
    throw new QuantsError("failed", `Can't write to ${tmpdir()}: ${reason}.`, {
      hint: "Free some space, or set TMPDIR to another folder.",
      resource: tmpdir(),
      cause: error,
    });
  }
}
