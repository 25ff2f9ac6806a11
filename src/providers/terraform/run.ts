import type { OutputStream } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";

export interface RunOptions {
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** Asks the child to stop, once; absent where the rest is short and worth having. */
  signal?: AbortSignal | undefined;
  /** Where the child's output goes as it comes; without it, it is only collected. */
  live?: OutputStream | undefined;
}

export interface Finished {
  /** Null when a signal ended it. */
  status: number | null;
  stdout: string;
  stderr: string;
  /** The user stopped the command while the child ran. */
  stopped: boolean;
}

/**
 * Runs Terraform and waits for its end. It gets a process group of its own: Ctrl-C on a
 * terminal reaches every process of the group, and the second interrupt makes Terraform drop
 * what it does without saving the state. So it hears of the first one from here, once; of the
 * second, when this process ends before it does.
 */
export async function run(
  binary: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Finished> {
  const { cwd, env, signal, live } = options;
  const { execa } = await import("execa");
  // From here to where it is listened to nothing is waited for: no signal is missed in between.
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
  // Not a pipe: when nobody reads our stderr any more, the child must go on all the same.
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
    hint: "Give --binary or QUANTS_CTL_TERRAFORM the path of terraform or tofu.",
    resource: binary,
    cause,
  });
}
