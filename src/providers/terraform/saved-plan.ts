import { chmodSync } from "node:fs";
import { PrivateFolder } from "../../core/files/private-folder.ts";

/**
 * A place for a plan file, which holds secrets: private, and removed when the process ends at the
 * latest.
 */
export class PlanFile {
  readonly #folder = new PrivateFolder();
  readonly path = this.#folder.at("plan");

  /** Terraform makes it readable for everyone. */
  protect(): void {
    chmodSync(this.path, 0o600);
  }

  remove(): void {
    this.#folder.remove();
  }
}
