import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Where journals are kept: QUANTS_CTL_STATE_DIR, else the user's state folder. */
export function journalFolder(env: Readonly<Record<string, string | undefined>>): string {
  const own = env["QUANTS_CTL_STATE_DIR"];
  const state = env["XDG_STATE_HOME"] || join(env["HOME"] || homedir(), ".local", "state");
  return join(own ? resolve(own) : join(state, "quants-ctl"), "journal");
}

/** Names of the journals in it, oldest first, as a name begins with the time; none without a folder. */
export function journalFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".jsonl"))
      .toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
