import { readFileSync } from "node:fs";
import { join } from "node:path";
import { journalFiles } from "./folder.ts";
import { type JournalOperation, isUnfinished } from "./operation.ts";

/** How many journals are looked at: whoever goes on after an interruption does so soon. */
const NEWEST = 100;

/**
 * What the newest operations left unfinished, oldest first. Most are over, which their text
 * tells before it is parsed. Never throws: a journal that can't be read must not fail a
 * command whose work is done; that it can't be written is told by its writer.
 */
export async function readUnfinished(folder: string, newest = NEWEST): Promise<JournalOperation[]> {
  try {
    const open = journalFiles(folder)
      .slice(-newest)
      .map((name) => join(folder, name))
      .filter((file) => !isOver(file));
    if (open.length === 0) return [];
    const { readOperation } = await import("./read.ts");
    return open
      .map((file) => readOperation(file))
      .filter((operation) => operation !== null)
      .filter(isUnfinished);
  } catch {
    return [];
  }
}

/** Within a JSON string these quotes would be escaped. One that can't be read tells nothing. */
function isOver(file: string): boolean {
  try {
    return /"type":"settled"|"type":"ended","outcome":"done"/.test(readFileSync(file, "utf8"));
  } catch {
    return true;
  }
}
