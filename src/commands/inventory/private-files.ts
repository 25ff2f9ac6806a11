import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Host } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import { makeFolder } from "../../core/files/make-folder.ts";

/** Makes a folder for this user alone; throws for one that others have access to. */
export function makePrivate(folder: string, { env }: Pick<Host, "env">): void {
  if (process.getuid === undefined) throw odd(folder, "this system knows no owners of files");
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) {
    // With `sudo` the home may be another user's: nothing of root's is to be left in it.
    if (!env["QUANTS_CTL_CACHE_DIR"] && !isOwnTree(folder)) {
      throw odd(folder, "it would be in another user's folder");
    }
    makeFolder(folder);
  }
  const stat = lstatSync(folder);
  if (!stat.isDirectory()) throw odd(folder, "it is no folder");
  checkPrivate(folder, stat);
}

function isOwnTree(folder: string): boolean {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat !== undefined) return stat.uid === process.getuid?.();
  return dirname(folder) !== folder && isOwnTree(dirname(folder));
}

/** Null when there is no such file; throws for one that others may have written or can read. */
export function readPrivate(path: string): string | null {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw odd(path, "it is no file");
    checkPrivate(path, stat);
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}

function checkPrivate(path: string, { uid, mode }: { uid: number; mode: number }): void {
  if (uid !== process.getuid?.()) throw odd(path, "it is owned by another user");
  if ((mode & 0o077) !== 0) throw odd(path, "others have access to it");
}

export function odd(path: string, why: string): QuantsError {
  return new QuantsError("failed", `${path}: ${why}`, { resource: path });
}
