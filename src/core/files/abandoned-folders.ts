import { lstatSync, readFileSync, readlinkSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isRunning, processStart } from "../journal/process-start.ts";

/** A file in each private folder that lists the processes that need it. */
export const OWNER_FILE = ".owner";

/** The form that mkdtemp makes from "quants-ctl-". */
const NAME = /^quants-ctl-[A-Za-z0-9]{6}$/;

/** After this time, no process that can't be checked still needs it. */
const OLD_MS = 7 * 24 * 3_600_000;

/** A process, identified so that another one with its number is not mistaken for it. */
export interface Owner {
  pid: number;
  started: string | null;
  /**
   * The system that numbered it: a folder may be seen from another container, or after a reboot.
   */
  system: string;
}

export function ownerOf(pid: number): Owner {
  return { pid, started: processStart(pid), system: thisSystem() };
}

/** Removes this user's private folders whose processes have all ended. Never throws. */
export function removeAbandoned(root: string): void {
  for (const name of namesIn(root)) {
    const path = join(root, name);
    try {
      if (isAbandoned(path)) rmSync(path, { recursive: true, force: true, maxRetries: 2 });
    } catch {
      // Another run is removing it, or the next one will.
    }
  }
}

function namesIn(root: string): string[] {
  try {
    return readdirSync(root).filter((name) => NAME.test(name));
  } catch {
    return [];
  }
}

function isAbandoned(path: string): boolean {
  const stat = lstatSync(path);
  if (!stat.isDirectory() || stat.uid !== process.getuid?.()) return false;
  const owners = readOwners(join(path, OWNER_FILE));
  const here = thisSystem();
  if (owners === null || owners.some(({ system }) => system !== here)) {
    return Date.now() - stat.mtimeMs > OLD_MS;
  }
  return owners.every(({ pid, started }) => !isRunning(pid, started));
}

/** Null for a folder that has no list yet, or no longer. */
function readOwners(file: string): Owner[] | null {
  try {
    if (!lstatSync(file).isFile()) return null;
    const owners: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(owners) && owners.length > 0 && owners.every(isOwner) ? owners : null;
  } catch {
    return null;
  }
}

function isOwner(value: unknown): value is Owner {
  if (typeof value !== "object" || value === null) return false;
  const { pid, started, system } = value as Partial<Record<keyof Owner, unknown>>;
  return (
    typeof pid === "number" &&
    Number.isSafeInteger(pid) &&
    pid > 0 &&
    (started === null || typeof started === "string") &&
    typeof system === "string"
  );
}

/** The running kernel and its process namespace; empty where neither is known. */
function thisSystem(): string {
  const read = (look: () => string): string => {
    try {
      return look().trim();
    } catch {
      return "";
    }
  };
  const boot = read(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
  return `${boot} ${read(() => readlinkSync("/proc/self/ns/pid"))}`.trim();
}
