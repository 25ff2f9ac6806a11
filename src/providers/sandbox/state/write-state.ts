import { renameSync, rmSync, writeFileSync } from "node:fs";
import { QuantsError } from "../../../core/errors.ts";

/**
 * Gives a state file a new content, whole or not at all. Only under the folder's lock: two
 * that write at once would share a temporary file, which has a name that `reset` knows.
 */
export function writeState(path: string, text: string): void {
  const temporary = `${path}.${process.pid}`;
  try {
    // No fsync: the state must outlive a killed process, not a power cut.
    writeFileSync(temporary, text, { mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    const why = error instanceof Error ? `: ${error.message}` : "";
    throw new QuantsError("failed", `The sandbox's state can't be written${why}.`, {
      hint: "Nothing was changed. Make room, or set QUANTS_CTL_SANDBOX_DIR to another folder.",
      resource: path,
      cause: error,
    });
  }
}
