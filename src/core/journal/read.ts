import { hostname } from "node:os";
import { join } from "node:path";
import { readIfThere } from "../whole-file.ts";
import { journalFiles } from "./folder.ts";
import { type JournalLine, type LineOf, journalLine } from "./lines.ts";
import { type JournalOperation, operationFrom } from "./operation.ts";
import { isRunning } from "./process-start.ts";

export interface JournalReading {
  /** Oldest first. */
  operations: JournalOperation[];
  /** Files that are no journals any more. */
  damaged: string[];
}

/** Every operation in the folder; none when there is no folder. */
export function readJournal(folder: string): JournalReading {
  const reading: JournalReading = { operations: [], damaged: [] };
  for (const name of journalFiles(folder)) {
    const file = join(folder, name);
    const operation = readOperation(file);
    if (operation === null) reading.damaged.push(file);
    else reading.operations.push(operation);
  }
  return reading;
}

/** Null for a file that is no journal. */
export function readOperation(file: string): JournalOperation | null {
  return operationFrom(parseLines(readIfThere(file) ?? ""), isAlive);
}

/** A line that was cut off by the end of its process says nothing, and hides nothing. */
function parseLines(text: string): JournalLine[] {
  return text.split("\n").flatMap((line) => {
    if (line === "") return [];
    try {
      const parsed = journalLine.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}

/** Of another machine (a shared home) it can't be told, so it counts as running. */
function isAlive({ host, pid, started }: LineOf<"asked">): boolean {
  return host !== hostname() || isRunning(pid, started);
}
