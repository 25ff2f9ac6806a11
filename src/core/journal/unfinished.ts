import type { ActionOf } from "../contracts/service-action.ts";
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { journalFiles } from "./folder.ts";
import { type JournalOperation, isUnfinished } from "./operation.ts";

/** The last lines of its file say how an operation ended. */
const TAIL = 1_024;

/**
 * The unfinished operations, oldest first. Most have finished, which the end of their text shows
 * before it is parsed. Never throws: an unreadable journal must not fail a command whose work is
 * done; the writer reports if it can't be written.
 */
export async function readUnfinished(
  folder: string,
  now = Date.now(),
  actionOf?: ActionOf,
): Promise<JournalOperation[]> {
  try {
    const open = journalFiles(folder)
      .map((name) => join(folder, name))
      .filter((file) => !isOver(file));
    if (open.length === 0) return [];
    const { readOperation } = await import("./read.ts");
    return open
      .map((file) => readOperation(file, now, actionOf))
      .filter((operation) => operation !== null)
      .filter(isUnfinished);
  } catch {
    return [];
  }
}

/** Within a JSON string these quotes would be escaped. An unreadable file says nothing. */
function isOver(file: string): boolean {
  try {
    // Reading a pipe would wait for its end.
    if (!statSync(file).isFile()) return true;
    return /"type":"settled"|"type":"ended","outcome":"done"/.test(tailOf(file));
  } catch {
    return true;
  }
}

function tailOf(path: string): string {
  const file = openSync(path, "r");
  try {
    const start = Math.max(0, fstatSync(file).size - TAIL);
    const tail = Buffer.alloc(TAIL);
    return tail.toString("latin1", 0, readSync(file, tail, 0, TAIL, start));
  } finally {
    closeSync(file);
  }
}
