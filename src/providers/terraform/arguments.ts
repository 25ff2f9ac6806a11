import { statSync } from "node:fs";
import { resolve } from "node:path";
import { QuantsError, UsageError } from "../../core/errors.ts";
import type { StackRequest } from "../../core/contracts/terraform-control.ts";
import { ownValue } from "../../core/text/own-value.ts";

/** What the wrapper sets itself, and what to use in its place. */
const OURS: Readonly<Record<string, string>> = {
  out: "the plan is saved and removed by the command itself",
  json: "use --output json",
  "detailed-exitcode": "read `changed` of the JSON result",
  "auto-approve": "use --yes",
  input: "nothing is ever asked for by Terraform here",
  var: "use --var",
  "var-file": "use --var-file",
  chdir: "use --dir",
  destroy: "use stack destroy",
};

/** Refuses arguments that would fight with the wrapper's own. */
export function checkExtra(extra: readonly string[]): void {
  for (const word of extra) {
    const name = /^--?([a-z-]+)(=|$)/.exec(word)?.[1];
    const instead = name === undefined ? undefined : ownValue(OURS, name);
    if (instead === undefined) continue;
    throw new UsageError(`-${name} can't be handed on to Terraform: ${instead}.`, {
      hint: "Leave it out behind the --.",
      resource: word,
    });
  }
}

/** The variables, as arguments; files are the user's, so they are found from where the user is. */
export function variableArguments(request: StackRequest, cwd: string): string[] {
  const files = (request.varFiles ?? []).map((file) => {
    const path = resolve(cwd, file);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return `-var-file=${path}`;
    throw new QuantsError("config_not_found", `There is no file ${file}.`, {
      hint: "Check the path given to --var-file.",
      resource: file,
    });
  });
  return [...files, ...(request.vars ?? []).map((it) => `-var=${it}`)];
}

/** Of the arguments of a plan, those that an apply of the saved plan takes as well. */
export function applyArguments(extra: readonly string[]): string[] {
  return extra.filter((word) => /^--?(parallelism|lock|lock-timeout)=/.test(word));
}

/** Whether a plan that gets these arguments is one that only brings the state up to date. */
export function asksRefreshOnly(extra: readonly string[]): boolean {
  return extra.some((word) => /^--?refresh-only(=(true|1|t))?$/i.test(word));
}

/** The rest of the arguments: a backend that is replaced takes no settings of the real one. */
export function withoutBackend(extra: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < extra.length; index += 1) {
    const word = extra[index] ?? "";
    // Its value may stand in the next word.
    if (/^--?backend-config$/.test(word)) index += 1;
    else if (!/^--?(backend-config=|migrate-state$|reconfigure$|force-copy$)/.test(word))
      kept.push(word);
  }
  return kept;
}
