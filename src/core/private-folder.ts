import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { QuantsError } from "./errors.ts";

/** A folder for one run, readable by the user alone, and gone with the process at the latest. */
export class PrivateFolder {
  readonly path: string;
  readonly #remove = (): void => rmSync(this.path, { recursive: true, force: true });

  /** The name is short: sockets below it have little room. */
  constructor() {
    this.path = orSayWhere(() => mkdtempSync(join(tmpdir(), "quants-ctl-")));
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

  remove(): void {
    process.off("exit", this.#remove);
    this.#remove();
  }
}

function orSayWhere<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = (error as Error).message;
    throw new QuantsError("failed", `Nothing can be written in ${tmpdir()}: ${reason}.`, {
      hint: "Make room there, or set TMPDIR to another folder.",
      resource: tmpdir(),
      cause: error,
    });
  }
}
