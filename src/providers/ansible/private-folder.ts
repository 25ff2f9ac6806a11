import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for one run, readable by the user alone, and gone with the process at the latest. */
export class PrivateFolder {
  readonly path: string;
  readonly #remove = (): void => rmSync(this.path, { recursive: true, force: true });

  /** The name is short: sockets below it have little room. */
  constructor() {
    this.path = mkdtempSync(join(tmpdir(), "quants-ctl-"));
    // The second interrupt ends the process without unwinding.
    process.once("exit", this.#remove);
  }

  at(name: string): string {
    return join(this.path, name);
  }

  folder(name: string): string {
    mkdirSync(this.at(name), { mode: 0o700 });
    return this.at(name);
  }

  write(name: string, text: string): string {
    writeFileSync(this.at(name), text, { mode: 0o600, flag: "wx" });
    return this.at(name);
  }

  remove(): void {
    process.off("exit", this.#remove);
    this.#remove();
  }
}
