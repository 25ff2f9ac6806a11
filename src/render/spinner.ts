import type { Ora } from "ora";
import type { Host } from "../core/context.ts";
import { columnsOf } from "./screen.ts";
import { isSmart, styleFor } from "./style.ts";
import { cutEnd } from "./width.ts";

export interface Spinner {
  /** Spins beside this text from now on. */
  spin(text: string): void;
  stop(): void;
  /** Writes other text, with the spinner erased. */
  around(write: () => void): void;
}

/** Room for the sign before the text and the seconds after it. */
const MARGIN = 12;
/** Narrower terminals leave too little room for text. */
const NARROWEST = 20;

/**
 * A spinner for waits, on a terminal that can erase a line and knows its width; null elsewhere. It
 * never hides the cursor: a process stopped or killed meanwhile would leave the terminal without
 * one.
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
      // Otherwise it would take over stdin, and Ctrl-C with it.
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
      // One line, so that exactly what was drawn is erased, however the terminal wraps.
      text = cutEnd(wanted, (stderr.columns ?? width) - MARGIN);
      if (spinner?.isSpinning === true) spinner.text = text;
      // Without a spinner, the lines of the steps remain.
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
