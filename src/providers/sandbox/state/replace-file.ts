import { renameSync, rmSync, writeFileSync } from "node:fs";
import { QuantsError } from "../../../core/errors.ts";

/**
 * Gives a file a new content, whole or not at all. Only under the folder's lock: two that
 * write at once would share a temporary file.
 *
 * Node goes on after a short write, which is how a disk that fills up answers. The package
 * write-file-atomic does not, and would put half a state in place of a good one.
 */
export function replaceFile(path: string, text: string): void {
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

function unwritable(path: string, cause: unknown): QuantsError {
  const why = cause instanceof Error ? `: ${cause.message}` : "";
  return new QuantsError("failed", `The sandbox's state can't be written${why}.`, {
    hint: "Nothing was changed. Make room, or set QUANTS_CTL_SANDBOX_DIR to another folder.",
    resource: path,
    cause,
  });
}
