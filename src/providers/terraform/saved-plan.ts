import { chmodSync } from "node:fs";
import { PrivateFolder } from "../../core/files/private-folder.ts";

/** A place for a plan file, which holds secrets: private, and gone with the process at the latest. */
export class PlanFile {
  readonly #folder = new PrivateFolder();
  readonly path = this.#folder.at("plan");

  /** Terraform writes it readable for all. */
  protect(): void {
    chmodSync(this.path, 0o600);
  }

  remove(): void {
    this.#folder.remove();
  }
}
