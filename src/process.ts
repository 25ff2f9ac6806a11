import { isClosedPipe } from "./commands/render/writer.ts";
import { systemClock } from "./core/clock.ts";
import { QuantsError } from "./core/errors.ts";
import { main } from "./program.ts";

const SIGNALS = {
  SIGINT: { code: "interrupted", status: 130, word: "Interrupted" },
  SIGTERM: { code: "terminated", status: 143, word: "Terminated" },
} as const;

/**
 * Connects the program to this process. The first signal aborts what is in flight, so that
 * it can be reported; the second one ends the process at once. Resolves with the exit status.
 */
export async function runProcess(version: string): Promise<number> {
  const controller = new AbortController();
  for (const [signal, { code, status, word }] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(status);
      controller.abort(
        new QuantsError(code, `${word}.`, {
          hint: "What was requested before may still happen; see: quants-ctl infra list",
        }),
      );
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      if (!isClosedPipe(error)) throw error;
    });
  }
  return main(
    process.argv.slice(2),
    {
      // Opened when something is read: for most commands nothing is.
      get stdin() {
        return process.stdin;
      },
      stdout: process.stdout,
      stderr: process.stderr,
      env: process.env,
      cwd: process.cwd(),
      clock: systemClock,
      signal: controller.signal,
    },
    version,
  );
}
