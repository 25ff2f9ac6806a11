import type { Ora } from "ora";
import type { Host } from "../core/context.ts";
import { columnsOf } from "./screen.ts";
import { isSmart, styleFor } from "./style.ts";
import { cutEnd } from "./width.ts";

export interface Spinner {
  /** Spins beside the text, or beside another one from now on. */
  spin(text: string): void;
  stop(): void;
  /** Writes something else, with the spinner out of the way. */
  around(write: () => void): void;
}

/** Room for the sign before the text and the seconds behind it. */
const MARGIN = 12;
/** On anything narrower a line of it says too little. */
const NARROWEST = 20;

/**
 * A spinner for waits, on a terminal that can erase a line and knows its width; null elsewhere. It never hides the cursor: a process that is stopped or killed while it spins
 * would leave the terminal without one.
 */
export function createSpinner({ stderr, env, clock }: Host): Spinner | null {
  const width = stderr.columns ?? 0;
  if (columnsOf(stderr) === null || !isSmart(env) || width < NARROWEST) return null;
  const style = styleFor(stderr, env);
  let spinner: Ora | undefined;
  let text: string | undefined;
  let since = 0;

  const start = async (): Promise<void> => {
    const { default: ora } = await import("ora");
    if (text === undefined) return;
    spinner ??= ora({
      stream: stderr,
      // Otherwise it would take over stdin and with it Ctrl-C.
      discardStdin: false,
      hideCursor: false,
      isEnabled: true,
      suffixText: () => style.quiet(`${Math.round((clock.now() - since) / 1000)}s`),
    });
    spinner.start(text);
  };

  return {
    spin: (wanted) => {
      if (text === undefined) since = clock.now();
      // One line, so that what is erased is what was drawn, however the terminal wraps.
      text = cutEnd(wanted, (stderr.columns ?? width) - MARGIN);
      if (spinner?.isSpinning === true) spinner.text = text;
      // Without a spinner the lines of the steps are still there.
      else start().catch(() => {});
    },
    stop: () => {
      text = undefined;
      spinner?.stop();
    },
    around: (write) => {
      spinner?.clear();
      write();
      if (text !== undefined) spinner?.render();
    },
  };
}
