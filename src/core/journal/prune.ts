import { rmSync } from "node:fs";
import { join } from "node:path";
import { journalFiles } from "./folder.ts";

/** The number of operations to keep, besides those that were never finished. */
const KEPT = 1_000;

/**
 * Deletes the oldest journals of finished operations. Never throws: old journals only cost space.
 */
export async function pruneJournal(folder: string, kept = KEPT, now = Date.now()): Promise<void> {
  try {
    const surplus = journalFiles(folder).slice(0, -kept);
    if (surplus.length === 0) return;
    const [{ readOperation }, { isUnfinished }] = await Promise.all([
      import("./read.ts"),
      import("./operation.ts"),
    ]);
    for (const name of surplus) {
      const file = join(folder, name);
      const operation = readOperation(file, now);
      if (operation !== null && (operation.status === "running" || isUnfinished(operation)))
        continue;
      rmSync(file, { force: true });
    }
  } catch {
    // They will be deleted next time.
  }
}
