import { randomBytes } from "node:crypto";
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { QuantsError } from "../errors.ts";

/**
 * Writes a file whole or not at all: until all of the text is on disk, what was there before
 * stays. A symbolic link is followed, and stays a link.
 *
 * Node goes on after a short write, which is how a disk that fills up answers. The package
 * write-file-atomic does not, and would put half a file in place of a good one.
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
  // By its own name: a pipe behind /dev/stdout has no other that leads to it.
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
