import { readdirSync } from "node:fs";
import { join } from "node:path";
import { QuantsError } from "../errors.ts";
import { stateFolder } from "../files/user-folders.ts";

/** The folder of journals. */
export function journalFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(stateFolder(env), "journal");
}

/**
 * Names of the journals in it, oldest first (a name starts with the time); none without a folder.
 */
export function journalFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".jsonl"))
      .toSorted();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw new QuantsError("failed", `The journal's folder can't be read: ${message}.`, {
      hint: "Make it readable again, or set QUANTS_CTL_STATE_DIR to another folder: it records unfinished operations.",
      resource: folder,
      cause: error,
    });
  }
}
