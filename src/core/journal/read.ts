import type { ActionOf } from "../contracts/service-action.ts";
import { readFileSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { journalFiles } from "./folder.ts";
import { type JournalLine, type LineOf, journalLine } from "./lines.ts";
import { type JournalOperation, operationFrom } from "./operation.ts";
import { isRunning } from "./process-start.ts";

const LONGEST_SILENCE_MS = 30 * 60_000;

export interface JournalReading {
  /** Oldest first. */
  operations: JournalOperation[];
  /** Files that are damaged or can't be read. */
  damaged: string[];
}

/** Every operation in the folder; none without a folder. */
export function readJournal(folder: string, now = Date.now(), actionOf?: ActionOf): JournalReading {
  const reading: JournalReading = { operations: [], damaged: [] };
  for (const name of journalFiles(folder)) {
    const file = join(folder, name);
    const operation = readOperation(file, now, actionOf);
    if (operation === null) reading.damaged.push(file);
    else reading.operations.push(operation);
  }
  return reading;
}

/** Null for a file that is not a journal or can't be read: it must not hide the others. */
export function readOperation(
  file: string,
  now = Date.now(),
  actionOf?: ActionOf,
): JournalOperation | null {
  return operationFrom(
    parseLines(textOf(file)),
    (asked, last) => isAlive(asked, last, now),
    actionOf,
  );
}

function textOf(file: string): string {
  try {
    // Reading a pipe would wait for its end.
    return statSync(file).isFile() ? readFileSync(file, "utf8") : "";
  } catch {
    return "";
  }
}

/** A line truncated by the end of its process is ignored, and hides no other. */
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

/**
 * On another machine (a shared home, an earlier container) this is unknown: the process counts as
 * running until it has been silent for longer than any wait between two calls.
 */
function isAlive({ host, pid, started }: LineOf<"asked">, last: string, now: number): boolean {
  if (host !== hostname()) return now - Date.parse(last) < LONGEST_SILENCE_MS;
  return isRunning(pid, started);
}
