import type { Ora } from "ora";
import type { Host, Narrator } from "../../core/context.ts";
import { plain } from "./plain.ts";
import { styleFor } from "./style.ts";

/**
 * Tells on stderr what goes on: on a terminal with a spinner while something is waited for,
 * elsewhere one plain line for each state change.
 */
export function createNarrator(host: Host): Narrator {
  const { stderr, clock } = host;
  const style = styleFor(stderr, host.env);
  let spinner: Ora | undefined;
  let waitingFor: string | undefined;
  let since = 0;

  const line = (text: string): void => {
    spinner?.clear();
    stderr.write(`${text}\n`);
    if (waitingFor !== undefined) spinner?.render();
  };

  const spin = async (): Promise<void> => {
    const { default: ora } = await import("ora");
    if (waitingFor === undefined) return;
    spinner ??= ora({
      stream: stderr,
      // Otherwise it would take over stdin and with it Ctrl-C.
      discardStdin: false,
      suffixText: () => style.quiet(`${Math.round((clock.now() - since) / 1000)}s`),
    });
    spinner.start(waitingFor);
  };

  return {
    step: (text) => line(plain(text)),
    warn: (text) => line(`${style.caution("warning:")} ${plain(text)}`),
    waiting: (text) => {
      if (stderr.isTTY !== true) return;
      if (waitingFor === undefined) since = clock.now();
      waitingFor = plain(text);
      if (spinner?.isSpinning === true) spinner.text = waitingFor;
      // Without a spinner the lines of the steps are still there.
      else spin().catch(() => {});
    },
    idle: () => {
      waitingFor = undefined;
      spinner?.stop();
    },
  };
}
