import { advice, toRun } from "../../core/text/advice.ts";
import type { Context } from "../../core/context.ts";
import { noAnswer, withDeadline } from "../../core/time/deadline.ts";
import { UsageError } from "../../core/errors.ts";
import type { WaitOptions } from "../../core/infra-manager.ts";
import type { WaitLevel } from "../../core/instances/creation.ts";

const DEFAULT_TIMEOUT_MS = 300_000;

/** Options of every command that waits, as the command line and the config file give them. */
export interface WaitingOptions {
  /** A level, true for the default one, false for none. */
  wait?: WaitLevel | boolean;
  timeout?: number;
  pollInterval?: number;
}

export function waitLevel(options: WaitingOptions): WaitLevel {
  if (options.wait === false) return "none";
  return options.wait === true || options.wait === undefined ? "ip" : options.wait;
}

/** Beyond a wait's own time, so that the wait can say what it saw last. */
const GRACE_MS = 2_000;

/**
 * The context's signal, aborted as well when the command's time is long over: a request that
 * is never answered must not outlast --timeout.
 */
export function deadlineSignal(options: WaitingOptions, context: Context): AbortSignal {
  const { timeout = DEFAULT_TIMEOUT_MS } = options;
  const { signal } = withDeadline(context.signal, timeout + GRACE_MS, () =>
    noAnswer(timeout, advice`What was requested may still happen; see: ${toRun("infra list")}`),
  );
  return signal;
}

/**
 * How to wait for one thing: every change of its state is told, under the thing's name. How far
 * it is on its way is shown beside a spinner only, as it would be a line for each percent.
 */
export function waitOptions(options: WaitingOptions, context: Context, name: string): WaitOptions {
  let last: string | undefined;
  return {
    signal: deadlineSignal(options, context),
    timeoutMs: options.timeout ?? DEFAULT_TIMEOUT_MS,
    pollIntervalMs: options.pollInterval ?? 2_000,
    onChange: (seen) => {
      const state = seen.replace(/, \d+%$/, "");
      if (state !== last) context.narrator.step(`${name}: ${seen}`);
      last = state;
      context.narrator.waiting(`${name}: ${seen}`);
    },
  };
}

/** Refuses to wait for SSH where no instance can answer it. */
export function checkSshWait(level: WaitLevel, { host, provider }: Context): void {
  if (level !== "ssh") return;
  const hint = provider.insteadOfSsh(host.env);
  if (hint === null) return;
  throw new UsageError(`Instances of ${provider.called} run no SSH server to wait for.`, { hint });
}
