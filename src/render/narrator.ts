import type { Wording } from "../core/text/advice.ts";
import type { Host, Narrator } from "../core/context.ts";
import { type Settings, showsProgress } from "../core/settings.ts";
import { plain } from "../core/text/safe-text.ts";
import { createSpinner } from "./spinner.ts";
import { styleFor } from "./style.ts";

export interface ProgramNarrator extends Narrator {
  /** Warnings not shown yet: with JSON they go into the one object on stderr. */
  readonly warnings: readonly string[];
  /** What calls wait for; what the command itself waits for takes precedence. */
  waitingForCalls(text: string): void;
}

/** Milliseconds of silence before a wait is reported in a plain line. */
const SILENCE = 2_000;

/**
 * Reports progress on stderr: a terminal gets a spinner during waits; anything else gets one plain
 * line for each state change and for a long wait. With JSON, warnings are kept for the one object
 * on stderr.
 */
export function createNarrator(
  host: Host,
  settings: Pick<Settings, "output" | "quiet"> = { output: "table", quiet: false },
  spell: (wording: Wording) => string = String,
): ProgramNarrator {
  const { stderr, env, clock } = host;
  const warnings: string[] = [];
  const style = styleFor(stderr, env);
  const spinner = createSpinner(host);
  const shows = showsProgress(settings, stderr);
  const keepsWarnings = settings.output === "json" && stderr.isTTY !== true;
  let isOwn = false;
  let shown = "";
  let silence: ReturnType<typeof setTimeout> | undefined;

  const quiet = (): void => {
    clearTimeout(silence);
    silence = undefined;
  };
  const line = (text: string): void => {
    quiet();
    shown = text;
    if (spinner === null) stderr.write(`${text}\n`);
    else spinner.around(() => void stderr.write(`${text}\n`));
  };
  let awaited = "";
  const wait = (text: string): void => {
    awaited = plain(text);
    if (spinner !== null) {
      spinner.spin(awaited);
      return;
    }
    const since = clock.now();
    silence ??= setTimeout(() => {
      silence = undefined;
      // A test's clock stands still, so there is nothing to wait for.
      if (clock.now() - since >= SILENCE / 2 && awaited !== shown) line(awaited);
    }, SILENCE).unref();
  };
  return {
    warnings,
    step: (text) => {
      if (shows) line(plain(spell(text)));
    },
    fact: (text) => {
      if (!keepsWarnings) line(plain(spell(text)));
    },
    warn: (wording) => {
      const text = spell(wording);
      if (keepsWarnings) warnings.push(text);
      else line(`${style.caution("warning:")} ${plain(text)}`);
    },
    waiting: (text) => {
      isOwn = true;
      if (shows) wait(text);
    },
    waitingForCalls: (text) => {
      if (shows && !isOwn) wait(text);
    },
    idle: () => {
      isOwn = false;
      quiet();
      spinner?.stop();
    },
  };
}
