import { advice, toRun } from "./core/text/advice.ts";
import { isClosedPipe, unwritable } from "./render/writer.ts";
import { systemClock } from "./core/clock.ts";
import { QuantsError } from "./core/errors.ts";
import { main } from "./program.ts";
import { openStderr } from "./stderr.ts";

const SIGNALS = {
  SIGINT: { code: "interrupted", status: 130, word: "Interrupted" },
  SIGTERM: { code: "terminated", status: 143, word: "Terminated" },
} as const;

/** timeout(1) sends its signal twice: to the process and to its group. */
const SAME_MS = 1_000;

/**
 * Tells whether a signal repeats the first one. Two from the keyboard count as two unless they
 * come together; other signals repeat it within `SAME_MS`.
 */
function sameAs(first: NodeJS.Signals): (next: NodeJS.Signals) => boolean {
  const since = performance.now();
  let together = true;
  setImmediate(() => (together = false));
  return (next) =>
    next === first && (together || (next !== "SIGINT" && performance.now() - since < SAME_MS));
}

/**
 * Connects the program to this process. The first signal aborts calls in flight, so that they
 * can be reported; the second ends the process at once. Resolves with the exit status.
 */
export async function runProcess(version: string): Promise<number> {
  const controller = new AbortController();
  let isSame = (_: NodeJS.Signals): boolean => false;
  for (const [signal, { code, status, word }] of Object.entries(SIGNALS)) {
    process.on(signal, (name) => {
      if (isSame(name)) return;
      if (controller.signal.aborted) process.exit(status);
      isSame = sameAs(name);
      controller.abort(
        new QuantsError(code, `${word}.`, {
          hint: advice`What was already requested may still happen; see: ${toRun("infra list")}`,
        }),
      );
    });
  }
  let lost: QuantsError | undefined;
  process.stdout.on("error", (error) => {
    if (!isClosedPipe(error)) lost ??= unwritable(error);
  });
  const stderr = openStderr();
  // Failing to write progress must not end the command.
  stderr.on("error", () => undefined);
  const status = await main(
    process.argv.slice(2),
    {
      // Opened on the first read: most commands read nothing.
      get stdin() {
        return process.stdin;
      },
      stdout: process.stdout,
      stderr,
      env: process.env,
      cwd: process.cwd(),
      clock: systemClock,
      signal: controller.signal,
    },
    version,
  );
  if (status !== 0) return status;
  // Nothing else waits until help and the version are written.
  await new Promise((resolve) => process.stdout.write("", resolve));
  if (lost === undefined) return status;
  stderr.write(`error: ${lost.message}\n`);
  return lost.exitStatus;
}
