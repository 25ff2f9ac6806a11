import { advice, toRun } from "../../core/text/advice.ts";
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { QuantsError } from "../../core/errors.ts";
import { withLock } from "./state/lock.ts";

/** Tells other processes which server runs on a folder. */
export interface ServerEntry {
  readonly endpoint: string;
  readonly pid: number;
  /** The other emulator that it passes on to. */
  readonly upstream?: string | undefined;
}

const PROBE_MS = 500;

const pathOf = (directory: string): string => join(directory, "server.json");

/** The server that runs on the folder; what a dead one left behind does not count. */
export async function runningServer(directory: string): Promise<ServerEntry | undefined> {
  const entry = read(directory);
  return entry !== undefined && (await isAlive(entry)) ? entry : undefined;
}

export const serverRuns = (directory: string, { endpoint, pid }: ServerEntry): QuantsError =>
  new QuantsError(
    "conflict",
    `A sandbox server runs on this folder already: ${endpoint} (process ${pid})`,
    {
      hint: advice`Use that server, stop it (${toRun("sandbox stop")}), or set QUANTS_CTL_SANDBOX_DIR to another folder.`,
      resource: directory,
    },
  );

/** Makes the entry the folder's, unless a living server has one. */
export async function claim(directory: string, entry: ServerEntry): Promise<void> {
  const stale = read(directory);
  if (stale !== undefined && (await isAlive(stale))) throw serverRuns(directory, stale);
  await withLock(directory, () => {
    const present = read(directory);
    // Another one that started meanwhile has replaced what was found stale.
    if (present !== undefined && !same(present, stale)) throw serverRuns(directory, present);
    const path = pathOf(directory);
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(entry), { mode: 0o600 });
    rmSync(path, { force: true });
    linkSync(temporary, path);
    rmSync(temporary);
  });
}

/** Removes the entry if it is still this one. */
export function release(directory: string, entry: ServerEntry): void {
  if (same(read(directory), entry)) rmSync(pathOf(directory), { force: true });
}

const same = (a: ServerEntry | undefined, b: ServerEntry | undefined): boolean =>
  a?.pid === b?.pid && a?.endpoint === b?.endpoint;

function read(directory: string): ServerEntry | undefined {
  try {
    if (!statSync(pathOf(directory)).isFile()) return undefined;
    const entry = JSON.parse(readFileSync(pathOf(directory), "utf8")) as Partial<ServerEntry>;
    const { endpoint, pid, upstream } = entry;
    return typeof endpoint === "string" && Number.isInteger(pid) && pid !== undefined
      ? { endpoint, pid, upstream: typeof upstream === "string" ? upstream : undefined }
      : undefined;
  } catch {
    // No file, or not one of ours: there is no server to speak of.
    return undefined;
  }
}

/** The process exists and its port is open: numbers of processes are used again. */
async function isAlive({ pid, endpoint }: ServerEntry): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return await isOpen(endpoint);
}

/** Whether something listens there. */
export function isOpen(endpoint: string): Promise<boolean> {
  const port = Number(/^http:\/\/127\.0\.0\.1:(\d{1,5})$/.exec(endpoint)?.[1]);
  if (!(port > 0 && port < 65_536)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: PROBE_MS });
    const settle = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => settle(true));
    socket.once("timeout", () => settle(false));
    socket.once("error", () => settle(false));
  });
}
