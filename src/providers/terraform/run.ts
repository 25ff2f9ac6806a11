import type { OutputStream } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";

export interface RunOptions {
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** Asks the child to stop, once; absent where the rest is short and worth waiting for. */
  signal?: AbortSignal | undefined;
  /** Receives the child's output as it comes; without it, output is only collected. */
  live?: OutputStream | undefined;
}

export interface Finished {
  /** Null when a signal ended it. */
  status: number | null;
  stdout: string;
  stderr: string;
  /** The user stopped the command while the child was running. */
  stopped: boolean;
}

/**
 * Runs Terraform in its own process group and waits until it ends. Ctrl-C on a terminal reaches
 * every process of a group, and a second interrupt makes Terraform quit without saving the state.
 * So this process forwards the first interrupt, once, and a second one only when it ends before
 * Terraform does.
 */
export async function run(
  binary: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Finished> {
  const { cwd, env, signal, live } = options;
  const { execa } = await import("execa");
  // No await from here until the listener is attached, so that no signal is missed.
  signal?.throwIfAborted();
  const child = execa(binary, args, {
    cwd,
    env: { ...env },
    extendEnv: false,
    stdin: "ignore",
    buffer: false,
    reject: false,
    cleanup: false,
    detached: process.platform !== "win32",
  });
  let muted = false;
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  // Not a pipe: the child must continue even when nobody reads our stderr any more.
  child.stdout.on("data", (chunk: Buffer) => {
    if (live === undefined) stdout.push(chunk);
    else if (!muted) live.write(chunk);
  });
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));

  const interrupt = (): void => void child.kill("SIGINT");
  const hangUp = (): void => {
    muted = true;
    interrupt();
  };
  signal?.addEventListener("abort", interrupt, { once: true });
  process.once("SIGHUP", hangUp);
  process.once("exit", interrupt);
  try {
    const ended = await child;
    if (ended.exitCode === undefined && ended.signal === undefined) {
      throw notStarted(binary, ended.cause, ended.message);
    }
    return {
      status: ended.exitCode ?? null,
      stdout: Buffer.concat(stdout).toString("utf8"),
      stderr: Buffer.concat(stderr).toString("utf8"),
      stopped: signal?.aborted === true,
    };
  } finally {
    signal?.removeEventListener("abort", interrupt);
    process.off("SIGHUP", hangUp);
    process.off("exit", interrupt);
  }
}

function notStarted(binary: string, cause: unknown, message = ""): QuantsError {
  const reason = cause instanceof Error ? cause.message : message;
  return new QuantsError("config_not_found", `${binary} can't be started: ${reason}`, {
    hint: "Set --binary or QUANTS_CTL_TERRAFORM to the path of terraform or tofu.",
    resource: binary,
    cause,
  });
}
