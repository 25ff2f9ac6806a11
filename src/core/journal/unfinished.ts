import type { ActionOf } from "../contracts/service-action.ts";
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { journalFiles } from "./folder.ts";
import { type JournalOperation, isUnfinished } from "./operation.ts";

/** How an operation ended stands in the last lines of its file. */
const TAIL = 1_024;

/**
 * What operations left unfinished, oldest first. Most are over, which the end of their text
 * tells before it is parsed. Never throws: a journal that can't be read must not fail a
 * command whose work is done; that it can't be written is told by its writer.
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

/** Within a JSON string these quotes would be escaped. One that can't be read tells nothing. */
function isOver(file: string): boolean {
  try {
    // Of a pipe the end would be waited for.
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
