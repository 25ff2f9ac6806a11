import { statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { QuantsError } from "../../../core/errors.ts";
import { makeFolder } from "../../../core/files/make-folder.ts";

/** A holder that was killed blocks the others for this long; the library allows no less than 2 s. */
const STALE_MS = 3_000;
/** Far beyond what a queue of holders needs: the lock is held for milliseconds. */
const GIVE_UP_MS = 30_000;

/** Thrown inside the critical section when the lock was taken away, i.e. declared stale. */
class LockLost extends Error {
  override readonly name = "LockLost";
}

/**
 * Runs `work` while no other process runs any on the same folder. `work` is synchronous,
 * so that the lock is held for as short as can be and never across an await. It is given
 * a check to make before its effect becomes visible: it throws when the lock was lost.
 */
export async function withLock<T>(
  directory: string,
  work: (assertHeld: () => void) => T,
): Promise<T> {
  const { lockSync } = await import("proper-lockfile");
  make(directory);
  const lockfilePath = join(directory, ".lock");
  const deadline = Date.now() + GIVE_UP_MS;
  for (let attempt = 0; ; attempt += 1) {
    let release: () => void;
    try {
      release = lockSync(directory, {
        lockfilePath,
        realpath: false,
        stale: STALE_MS,
        // Loss is found by `assertHeld`; the library's timer never runs in a synchronous section.
        onCompromised: () => undefined,
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw unusable(directory, error);
      age(lockfilePath);
      if (Date.now() > deadline) throw busy(directory, error);
      await pause(attempt);
      continue;
    }
    const mine = identity(lockfilePath);
    const held = (): boolean => identity(lockfilePath) === mine;
    try {
      return work(() => {
        if (!held()) throw new LockLost();
      });
    } catch (error) {
      if (!(error instanceof LockLost)) throw error;
    } finally {
      // After a loss the lock on disk is somebody else's.
      if (held()) release();
    }
  }
}

/** A lock with a time in the future, of a clock that was put back, would never be stale. */
function age(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  const now = Date.now();
  if (stat === undefined || stat.mtimeMs <= now + STALE_MS) return;
  try {
    utimesSync(path, now / 1_000, now / 1_000);
  } catch {
    // It is gone, or another process's to age.
  }
}

function make(directory: string): void {
  try {
    makeFolder(directory);
  } catch (error) {
    throw unusable(directory, error);
  }
}

function identity(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.ino}:${stat.mtimeMs}`;
}

/** Real time on purpose: the other holder is another process, whatever our clock is. */
function pause(attempt: number): Promise<void> {
  const limit = Math.min(5 + attempt * 3, 50);
  return new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * limit));
}

const unusable = (directory: string, cause: unknown): QuantsError =>
  new QuantsError("failed", `The sandbox's folder can't be written: ${directory}`, {
    hint: "Set QUANTS_CTL_SANDBOX_DIR to a folder that you may write to.",
    resource: directory,
    cause,
  });

const busy = (directory: string, cause: unknown): QuantsError =>
  new QuantsError("conflict", `Other processes keep the sandbox's folder locked: ${directory}`, {
    hint: "Try again when they have finished.",
    resource: directory,
    retryable: true,
    cause,
  });
