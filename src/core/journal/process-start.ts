import { readFileSync } from "node:fs";

/** When a process on this machine started, in the system's own unit; null if unknown. */
export function processStart(pid: number): string | null {
  try {
    // proc(5): the 22nd field; the second one, the name, may contain blanks and parentheses.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

/** Whether that very process is still running, and not another one with its number. */
export function isRunning(pid: number, started: string | null): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = processStart(pid);
  return started === null || now === null || now === started;
}
