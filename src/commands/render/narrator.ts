import type { Host, Narrator } from "../../core/context.ts";
import { type Settings, tellsProgress } from "../../core/settings.ts";
import { plain } from "../../core/safe-text.ts";
import { createSpinner } from "./spinner.ts";
import { styleFor } from "./style.ts";

export interface ProgramNarrator extends Narrator {
  /** What was warned of and not shown yet: with JSON it goes into the one object on stderr. */
  readonly warnings: readonly string[];
}

/**
 * Tells on stderr what goes on: on a terminal with a spinner while something is waited for,
 * elsewhere one plain line for each state change. Warnings are kept for the one object that JSON
 * has on stderr.
 */
export function createNarrator(
  host: Host,
  settings: Pick<Settings, "output" | "quiet"> = { output: "table", quiet: false },
): ProgramNarrator {
  const { stderr, env } = host;
  const warnings: string[] = [];
  const style = styleFor(stderr, env);
  const spinner = createSpinner(host);
  const line = (text: string): void => spinner.around(() => void stderr.write(`${text}\n`));
  const tells = tellsProgress(settings, stderr);
  const keepsWarnings = settings.output === "json" && stderr.isTTY !== true;
  return {
    warnings,
    step: (text) => {
      if (tells) line(plain(text));
    },
    fact: (text) => {
      if (!keepsWarnings) line(plain(text));
    },
    warn: (text) => {
      if (keepsWarnings) warnings.push(text);
      else line(`${style.caution("warning:")} ${plain(text)}`);
    },
    waiting: (text) => {
      if (tells) spinner.spin(plain(text));
    },
    idle: () => spinner.stop(),
  };
}
