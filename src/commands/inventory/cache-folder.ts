import {
  closeSync,
  constants,
  futimesSync,
  lstatSync,
  openSync,
  readdirSync,
  rmSync,
} from "node:fs";
import { join, resolve } from "node:path";
import type { Host } from "../../core/context.ts";
import { userFolder } from "../../core/files/user-folders.ts";

/** An empty file: what was asked for before its time may have changed since. */
const MARK = "changed";

/** Where answers are kept. */
export function cacheFolder({ env, cwd }: Pick<Host, "env" | "cwd">): string {
  if (env["QUANTS_CTL_CACHE_DIR"])
    return join(resolve(cwd, env["QUANTS_CTL_CACHE_DIR"]), "inventory");
  return join(userFolder("cache", env), "quants-ctl", "inventory");
}

/**
 * Makes all answers old that were asked for until now: before a call that changes something,
 * in case it is the process's last, and after it. A mark, unlike a deletion, also holds for an
 * answer that is under way. Never throws; `warn` hears that answers may be out of date.
 */
export function outdate(host: Pick<Host, "env" | "cwd" | "clock">, warn: (why: string) => void) {
  const folder = folderInUse(host);
  if (folder === null) return;
  try {
    mark(join(folder, MARK), host.clock.now());
  } catch {
    try {
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    } catch (error) {
      warn(`answers in the cache may be out of date: ${(error as Error).message}`);
    }
  }
}

/** Null when there is none, or none that this user could have an answer from. */
function folderInUse(host: Pick<Host, "env" | "cwd">): string | null {
  try {
    const folder = cacheFolder(host);
    return lstatSync(folder).isDirectory() ? folder : null;
  } catch {
    return null;
  }
}

/** Milliseconds since the epoch; what was asked for by then is old. */
export function changedAt(folder: string): number {
  const stat = lstatSync(join(folder, MARK), { throwIfNoEntry: false });
  // Seconds in floating point may have lost something.
  return stat === undefined ? -Infinity : Math.ceil(stat.mtimeMs);
}

function mark(path: string, now: number): void {
  const { O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;
  const file = openSync(path, O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_WRONLY, 0o600);
  try {
    futimesSync(file, now / 1_000, now / 1_000);
  } finally {
    closeSync(file);
  }
}
