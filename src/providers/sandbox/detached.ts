import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Clock } from "../../core/clock.ts";
import { EXIT_STATUS, type ErrorCode, QuantsError } from "../../core/errors.ts";
import { makeFolder } from "../../core/files/make-folder.ts";
import type {
  DetachOptions,
  SandboxStartOptions,
  ServerProcess,
} from "../../core/contracts/sandbox-control.ts";
import { abortReason, poll } from "../../core/time/wait.ts";
import { isOpen, runningServer, serverRuns } from "./server-file.ts";

/** Starting is a matter of less than a second; a machine under load gets more. */
const START_MS = 30_000;
const STOP = { timeoutMs: 10_000, intervalMs: 50 };

/**
 * Starts `sandbox start` as a process and a session of its own, so that neither the end of this
 * one nor an interrupt on its terminal ends it. What it writes to stderr is in `server.log`.
 */
export async function startDetached(
  directory: string,
  clock: Clock,
  options: DetachOptions,
): Promise<ServerProcess> {
  const running = await runningServer(directory);
  if (running !== undefined) throw serverRuns(directory, running);
  makeFolder(directory);
  const log = join(directory, "server.log");
  const descriptor = openSync(log, "w", 0o600);
  const [script = ""] = process.argv.slice(1);
  const child = spawn(process.execPath, [...process.execArgv, script, ...argumentsOf(options)], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ["ignore", "pipe", descriptor],
  });
  closeSync(descriptor);
  const { pid, stdout } = child;
  if (stdout === null) throw new TypeError("The child's stdout is no pipe.");
  const late = new AbortController();
  const stopped = AbortSignal.any([options.signal, late.signal]);
  try {
    const line = await Promise.race([
      firstLine(stdout),
      new Promise<never>((_resolve, reject) => {
        child.once("error", reject);
        child.once("exit", () => reject(failureOf(log)));
        stopped.addEventListener("abort", () => reject(abortReason(stopped)), { once: true });
        void clock.sleep(START_MS, stopped).then(
          () => late.abort(tooLate(log)),
          () => undefined,
        );
      }),
    ]);
    const { endpoint } = JSON.parse(line) as { endpoint: string };
    return { endpoint, pid: pid ?? 0 };
  } catch (error) {
    child.kill();
    throw error;
  } finally {
    late.abort(tooLate(log));
    stdout.destroy();
    child.unref();
  }
}

/** All as flags: what this command's settings came from need not be the same for that one. */
function argumentsOf(options: SandboxStartOptions) {
  const { port, pace, faultsFile, addressPool, accountId, upstream } = options;
  return [
    ...["sandbox", "start", "--output", "json", "--port", String(port), "--pace", pace],
    ...(faultsFile === undefined ? [] : ["--faults", faultsFile]),
    ...(addressPool === undefined ? [] : ["--address-pool", addressPool]),
    ...(accountId === undefined ? [] : ["--account-id", accountId]),
    ...(upstream === undefined ? [] : ["--upstream", upstream]),
  ];
}

/** Resolves with it; what ends without one is told by the exit. */
const firstLine = (stream: Readable): Promise<string> =>
  new Promise((resolve) => createInterface({ input: stream }).once("line", resolve));

/** The error that the process ended with, as it told it. */
function failureOf(log: string): QuantsError {
  const text = readFileSync(log, "utf8");
  try {
    // Warnings may stand before it.
    const { error } = JSON.parse(text.slice(text.search(/^\{/m))) as {
      error: { code: ErrorCode; message: string; hint?: string | null };
    };
    if (Object.hasOwn(EXIT_STATUS, error.code)) {
      return new QuantsError(error.code, error.message, { hint: error.hint ?? undefined });
    }
  } catch {
    // It ended in a way that it did not foresee.
  }
  return new QuantsError("failed", "The sandbox server ended before it was ready.", {
    hint: `What it said is in ${log}`,
    resource: log,
  });
}

const tooLate = (log: string): QuantsError =>
  new QuantsError("wait_timeout", "The sandbox server was not ready in time, and was ended.", {
    hint: `What it said is in ${log}`,
    resource: log,
    retryable: true,
  });

/** Asks the server to end and waits until it has; null when none runs. */
export async function stopServer(
  directory: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<ServerProcess | null> {
  const entry = await runningServer(directory);
  if (entry === undefined) return null;
  try {
    process.kill(entry.pid, "SIGTERM");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ESRCH") {
      throw new QuantsError("failed", `Process ${entry.pid} can't be ended: ${code}.`, {
        hint: "It may be another user's: let them stop it.",
        cause: error,
      });
    }
  }
  await poll<null>({
    ...STOP,
    clock,
    signal,
    look: async () => {
      const isGone = !(await isOpen(entry.endpoint));
      return isGone ? { done: true, value: null } : { done: false, seen: "running" };
    },
    onTimeout: () =>
      new QuantsError("wait_timeout", `The sandbox server (process ${entry.pid}) does not end.`, {
        hint: `See what it does; to end it at once: kill -KILL ${entry.pid}`,
        retryable: true,
      }),
  });
  return entry;
}
