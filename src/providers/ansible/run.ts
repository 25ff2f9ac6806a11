import type { Clock } from "../../core/clock.ts";
import type { OutputStream } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";

/** Characters kept: enough for the error that ends a run. */
const KEPT = 8_000;

/**
 * Signals for a stop, one after the other. On an interrupt Ansible ends its workers; on anything
 * else it leaves them behind. An interrupt that arrives while it forks may be lost.
 */
const STOPS: readonly NodeJS.Signals[] = ["SIGINT", "SIGINT", "SIGTERM", "SIGKILL"];
const PATIENCE_MS = 5_000;

export interface RunOptions {
  cwd: string;
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
  clock: Clock;
  /** Receives all that Ansible writes as it comes; without it, only failures are shown. */
  live: OutputStream | undefined;
  /** Called with the process id once Ansible runs. */
  started: (pid: number) => void;
}

export interface Finished {
  status: number | null;
  lastWords: string;
  stopped: boolean;
}

/**
 * Runs Ansible in its own process group and waits until it ends. Whatever stops this process
 * interrupts the whole group, as Ctrl-C would.
 */
export async function run(
  binary: string,
  args: readonly string[],
  { cwd, env, signal, clock, live, started }: RunOptions,
): Promise<Finished> {
  const { execa } = await import("execa");
  // No await from here until the listener is attached, so that no signal is missed.
  signal.throwIfAborted();
  const child = execa(binary, args, {
    cwd,
    env: { ...env },
    extendEnv: false,
    stdin: "ignore",
    buffer: false,
    reject: false,
    cleanup: false,
    detached: true,
  });
  let muted = false;
  let tail = "";
  const show = (chunk: Buffer): void => {
    if (!muted) live?.write(chunk);
  };
  child.stdout.on("data", show);
  child.stderr.on("data", (chunk: Buffer) => {
    show(chunk);
    tail = (tail + chunk.toString("utf8")).slice(-KEPT);
  });

  const send = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // It has ended already.
    }
  };
  const over = new AbortController();
  const stop = async (): Promise<void> => {
    for (const name of STOPS) {
      if (over.signal.aborted) return;
      send(name);
      await clock.sleep(PATIENCE_MS, over.signal).catch(() => undefined);
    }
  };
  const interrupt = (): void => void stop();
  const kill = (): void => send("SIGKILL");
  const hangUp = (): void => {
    muted = true;
    interrupt();
  };
  signal.addEventListener("abort", interrupt, { once: true });
  process.once("SIGHUP", hangUp);
  // Before its folder is removed, or it would keep writing there.
  process.prependOnceListener("exit", kill);
  try {
    if (child.pid !== undefined) started(child.pid);
    const ended = await child;
    if (ended.exitCode === undefined && ended.signal === undefined) {
      throw notStarted(binary, ended.cause, ended.message);
    }
    return {
      status: ended.exitCode ?? null,
      lastWords: tail.replaceAll(/\u001b\[[0-9;]*m/g, "").trim(),
      stopped: signal.aborted,
    };
  } finally {
    over.abort();
    signal.removeEventListener("abort", interrupt);
    process.off("SIGHUP", hangUp);
    process.off("exit", kill);
  }
}

function notStarted(binary: string, cause: unknown, message = ""): QuantsError {
  const reason = cause instanceof Error ? cause.message : message;
  return new QuantsError("config_not_found", `${binary} can't be started: ${reason}`, {
    hint: "Check that Ansible is fully installed: ansible-playbook --version",
    resource: binary,
    cause,
  });
}
