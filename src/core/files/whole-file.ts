import { randomBytes } from "node:crypto";
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { QuantsError } from "../errors.ts";

/**
 * Writes a file whole or not at all: the previous content stays until all of the text is on disk.
 * Follows a symbolic link, which stays a link.
 *
 * Node continues after a short write, which is what a disk that fills up causes. The package
 * write-file-atomic does not, and would replace a good file by half of one.
 */
export function writeWholeFile(path: string, text: string, mode: number): void {
  const target = targetOf(path);
  const temporary = `${target}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    writeFileSync(temporary, text, { mode, flag: "wx", flush: true });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw unwritable(path, (error as Error).message, error);
  }
}

/** The file's content; null when there is none. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new QuantsError("failed", `${path} can't be read: ${(error as Error).message}.`, {
      hint: "Check the file and its permissions.",
      resource: path,
      cause: error,
    });
  }
}

function targetOf(path: string): string {
  let target: string;
  try {
    target = realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return path;
    throw unwritable(path, (error as Error).message, error);
  }
  // By its original name: a pipe behind /dev/stdout has no other path.
  if (!statSync(path).isFile()) throw unwritable(path, "it is not a file");
  return target;
}

function unwritable(path: string, why: string, cause?: unknown): QuantsError {
  return new QuantsError("failed", `${path} can't be written: ${why}.`, {
    hint: "Check the path and the permissions of its folder; the previous content is unchanged.",
    resource: path,
    cause,
  });
}
