import { join } from "node:path";
import { readIfThere } from "../whole-file.ts";
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
      .filter((file) => !isOver(readIfThere(file) ?? ""));
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

/** Within a JSON string these quotes would be escaped. */
function isOver(text: string): boolean {
  return /"type":"settled"|"type":"ended","outcome":"done"/.test(text);
}
