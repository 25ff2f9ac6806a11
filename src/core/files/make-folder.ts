import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder that only its owner can read, with its parents. Node's own recursive mkdir
 * never returns where a parent exists but denies it, as in /proc.
 */
export function makeFolder(directory: string): void {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(directory).isDirectory()) return;
    if (code !== "ENOENT" || dirname(directory) === directory) throw error;
    makeFolder(dirname(directory));
    mkdirSync(directory, { mode: 0o700 });
  }
}
