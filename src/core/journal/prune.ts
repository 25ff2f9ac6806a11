import { rmSync } from "node:fs";
import { join } from "node:path";
import { journalFiles } from "./folder.ts";

/** So many operations are kept, and beyond them those that were never finished. */
const KEPT = 1_000;

/** Deletes the oldest journals of what is over. Never throws: old journals cost room and nothing else. */
export async function pruneJournal(folder: string, kept = KEPT): Promise<void> {
  try {
    const surplus = journalFiles(folder).slice(0, -kept);
    if (surplus.length === 0) return;
    const { readOperation } = await import("./read.ts");
    for (const name of surplus) {
      const file = join(folder, name);
      const status = readOperation(file)?.status;
      if (status !== "interrupted" && status !== "running") rmSync(file, { force: true });
    }
  } catch {
    // They go next time.
  }
}
