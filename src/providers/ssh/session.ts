import { constants } from "node:os";
import { QuantsError } from "../../core/errors.ts";
import { abortReason } from "../../core/time/wait.ts";

/**
 * Runs ssh on this process's own streams and waits until it ends, whatever signal arrives: Ctrl-C
 * on the terminal reaches ssh directly, other signals are passed on.
 */
export async function session(
  program: string,
  args: readonly string[],
  options: { cwd: string; env: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<number> {
  const { cwd, env, signal } = options;
  const { execa } = await import("execa");
  // No await from here until the listener is attached, so that no signal is missed.
  if (signal.aborted) throw abortReason(signal);
  const child = execa(program, args, {
    cwd,
    env: { ...env },
    extendEnv: false,
    stdio: "inherit",
    reject: false,
    cleanup: true,
  });
  const hangUp = (): void => void child.kill("SIGHUP");
  const stop = (): void => {
    const terminated = abortReason(signal).code === "terminated";
    child.kill(terminated ? "SIGTERM" : "SIGINT");
  };
  process.once("SIGHUP", hangUp);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const ended = await child;
    if (signal.aborted) throw abortReason(signal);
    if (ended.exitCode !== undefined) return ended.exitCode;
    if (ended.signal !== undefined) return 128 + constants.signals[ended.signal];
    throw new QuantsError("config_not_found", `${program} can't be started: ${ended.message}`, {
      hint: "Check that OpenSSH's client is installed and executable.",
      resource: program,
    });
  } finally {
    signal.removeEventListener("abort", stop);
    process.off("SIGHUP", hangUp);
  }
}
