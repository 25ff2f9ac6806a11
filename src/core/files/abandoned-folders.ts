import { lstatSync, readFileSync, readlinkSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isRunning, processStart } from "../journal/process-start.ts";

/** In each private folder: the processes that need it. */
export const OWNER_FILE = ".owner";

/** As mkdtemp makes it of "quants-ctl-". */
const NAME = /^quants-ctl-[A-Za-z0-9]{6}$/;

/** By then nothing that can't be asked needs it any more. */
const OLD_MS = 7 * 24 * 3_600_000;

/** A process, so that another one of its number is not taken for it. */
export interface Owner {
  pid: number;
  started: string | null;
  /** Which system numbered it: a folder may be seen from another container, or after a reboot. */
  system: string;
}

export function ownerOf(pid: number): Owner {
  return { pid, started: processStart(pid), system: thisSystem() };
}

/** Removes the private folders of this user whose processes are all gone. Never throws. */
export function removeAbandoned(root: string): void {
  for (const name of namesIn(root)) {
    const path = join(root, name);
    try {
      if (isAbandoned(path)) rmSync(path, { recursive: true, force: true, maxRetries: 2 });
    } catch {
      // Another run removes it at the same time, or the next one will.
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

/** Null for a folder that has none yet, or none any more. */
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

/** The running kernel, and the numbering of processes in it; empty where neither can be told. */
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
