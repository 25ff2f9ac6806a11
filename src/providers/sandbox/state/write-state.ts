import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
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
    throw unwritable(path, error);
  }
}

/** Adds a line to a state file of `size` bytes, whole or not at all; only under the folder's lock. */
export function appendState(path: string, text: string, size: number): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    forgetFrom(path, size);
    throw unwritable(path, error);
  }
}

function forgetFrom(path: string, size: number): void {
  try {
    truncateSync(path, size);
  } catch {
    // Readers pass over half a line, and the next writer writes the file anew.
  }
}

function unwritable(path: string, error: unknown): QuantsError {
  const why = error instanceof Error ? `: ${error.message}` : "";
  return new QuantsError("failed", `The sandbox's state can't be written${why}.`, {
    hint: "Nothing was changed. Make room, or set QUANTS_CTL_SANDBOX_DIR to another folder.",
    resource: path,
    cause: error,
  });
}
