import { randomBytes } from "node:crypto";
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { QuantsError } from "./errors.ts";

/**
 * Writes a file whole or not at all: until all of the text is on disk, what was there before
 * stays. A symbolic link is followed, and stays a link.
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

function targetOf(path: string): string {
  let target: string;
  try {
    target = realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return path;
    throw unwritable(path, (error as Error).message, error);
  }
  if (!statSync(target).isFile()) throw unwritable(path, "it is not a file");
  return target;
}

function unwritable(path: string, why: string, cause?: unknown): QuantsError {
  return new QuantsError("failed", `${path} can't be written: ${why}.`, {
    hint: "Check the path and the permissions of its folder; what was there before is as it was.",
    resource: path,
    cause,
  });
}
