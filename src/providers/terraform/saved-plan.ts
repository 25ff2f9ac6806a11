import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A place for a plan file, which holds secrets: private, and gone with the process at the latest. */
export class PlanFile {
  readonly path: string;
  readonly #folder: string;
  readonly #remove = (): void => rmSync(this.#folder, { recursive: true, force: true });

  constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), "quants-ctl-plan-"));
    this.path = join(this.#folder, "plan");
    // The second interrupt ends the process without unwinding.
    process.once("exit", this.#remove);
  }

  /** Terraform writes it readable for all. */
  protect(): void {
    chmodSync(this.path, 0o600);
  }

  remove(): void {
    process.off("exit", this.#remove);
    this.#remove();
  }
}
