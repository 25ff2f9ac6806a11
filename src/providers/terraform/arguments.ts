import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { QuantsError, UsageError } from "../../core/errors.ts";
import type { StackRequest } from "../../core/contracts/terraform-control.ts";
import { ownValue } from "../../core/text/own-value.ts";

/** Arguments that this program sets itself, and what to use instead. */
const OURS: Readonly<Record<string, string>> = {
  out: "the command saves the plan and removes it",
  json: "use --output json",
  "detailed-exitcode": "read `changed` of the JSON result",
  "auto-approve": "use --yes",
  input: "Terraform never asks for input here",
  var: "use --var",
  "var-file": "use --var-file",
  chdir: "use --dir",
  destroy: "use stack destroy",
};

/** Refuses arguments that would conflict with this program's own. */
export function checkExtra(extra: readonly string[]): void {
  for (const word of extra) {
    const name = /^--?([a-z-]+)(=|$)/.exec(word)?.[1];
    const instead = name === undefined ? undefined : ownValue(OURS, name);
    if (instead === undefined) continue;
    throw new UsageError(`-${name} can't be passed on to Terraform: ${instead}.`, {
      hint: "Remove it after the --.",
      resource: word,
    });
  }
}

/** The variables as arguments; paths of files are relative to the user's working folder. */
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

/** The arguments of a plan that applying the saved plan also takes. */
export function applyArguments(extra: readonly string[]): string[] {
  return extra.filter((word) => /^--?(parallelism|lock|lock-timeout)=/.test(word));
}

/**
 * The variables that a saved plan does not have: values of ephemeral ones are in no plan, so Terraform
 * wants them again. It takes none but those by -var; a file may hold others, of which it warns.
 */
export function ephemeralArguments(
  request: StackRequest,
  names: ReadonlySet<string>,
  cwd: string,
): string[] {
  const given = (request.vars ?? []).filter((it) => names.has(it.split("=", 1)[0]?.trim() ?? ""));
  const files = (request.varFiles ?? []).filter((file) => {
    const text = readFileSync(resolve(cwd, file), "utf8");
    return [...names].some((name) => new RegExp(`^[\\s{,]*"?${name}"?\\s*[=:]`, "m").test(text));
  });
  const args = variableArguments({ vars: given, varFiles: files }, cwd);
  return files.length === 0 ? args : ["-compact-warnings", ...args];
}

/** Whether these arguments make a plan that only refreshes the state. */
export function asksRefreshOnly(extra: readonly string[]): boolean {
  return extra.some((word) => /^--?refresh-only(=(true|1|t))?$/i.test(word));
}

/** The arguments without backend settings: the local backend takes none of the real one's. */
export function withoutBackend(extra: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < extra.length; index += 1) {
    const word = extra[index] ?? "";
    // Its value may be the next word.
    if (/^--?backend-config$/.test(word)) index += 1;
    else if (!/^--?(backend-config=|migrate-state$|reconfigure$|force-copy$)/.test(word))
      kept.push(word);
  }
  return kept;
}
