import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { QuantsError } from "./errors.ts";

export interface ReplaceOptions {
  /** Permissions of the file, less the process's umask. Default 0666. */
  mode?: number;
  hint?: string;
}

/**
 * Gives a file a new content, whole or not at all. Two processes may do so at once; two
 * calls of one process may not, as both would use one temporary file.
 *
 * Node goes on after a short write, which is how a disk that fills up answers. The package
 * write-file-atomic does not, and would put half a file in place of a good one.
 */
export function replaceFile(path: string, text: string, options: ReplaceOptions = {}): void {
  const temporary = `${path}.${process.pid}`;
  try {
    // No fsync: the content must outlive a killed process, not a power cut.
    writeFileSync(temporary, text, { mode: options.mode ?? 0o666 });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw fault(
      path,
      "written",
      error,
      options.hint ?? "Make room, or check the folder's permissions.",
    );
  }
}

/** The same, but a file that has the content already is left alone. Says whether it was written. */
export function replaceIfChanged(path: string, text: string): boolean {
  if (readIfThere(path) === text) return false;
  replaceFile(path, text);
  return true;
}

/** The file's content; null when there is none. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw fault(path, "read", error, "Check the file and its permissions.");
  }
}

function fault(path: string, what: "read" | "written", cause: unknown, hint: string): QuantsError {
  const why = cause instanceof Error ? `: ${cause.message}` : "";
  const unchanged = what === "written" ? " It is as it was." : "";
  return new QuantsError("failed", `${path} can't be ${what}${why}.${unchanged}`, {
    hint,
    resource: path,
    cause,
  });
}
