import { PastedCommand, flagWords, shellWords } from "../../core/text/advice.ts";
import type { CommandSpec } from "./command.ts";
import { GLOBAL_OPTIONS } from "./global-options.ts";
import { type OptionSpec, optionKey, propertyOf } from "./option.ts";

/** What a pasted command needs to reach the same account: flags and their values. */
export type AccountOptions = readonly { flag: string; value?: string | undefined }[];

/**
 * Spells a command as one can paste it: the account first, then what stands without a flag, then
 * the options in the order given. Throws TypeError for an option that the command does not have.
 */
export function commandLine(
  spec: CommandSpec,
  { path, options }: PastedCommand,
  account: AccountOptions = [],
): string {
  const { argument, help, ...flags } = options;
  const words = Object.entries(flags).flatMap(([property, value]) =>
    value === undefined ? [] : optionWords(optionNamed(property, spec, path), value),
  );
  const said = new Set(words.filter((it) => it.startsWith("--")));
  const missing = account.filter(({ flag }) => !said.has(flag));
  return shellWords([
    "quants-ctl",
    ...path.split(" "),
    ...missing.flatMap(({ flag, value }) => [flag, ...(value === undefined ? [] : [value])]),
    ...flagWords("", argument).filter((it) => it !== ""),
    ...words,
    ...(help === true ? ["--help"] : []),
  ]);
}

function optionNamed(property: string, { options }: CommandSpec, path: string): OptionSpec {
  const own = options.find((it) => it.aliasOf === undefined && propertyOf(it) === property);
  const found = own ?? GLOBAL_OPTIONS.find((it) => propertyOf(it) === property);
  if (found === undefined) throw new TypeError(`${path} has no option ${property}.`);
  return found;
}

/** `wait: false` is `--no-wait`, which has no other spelling. */
function optionWords({ flags }: OptionSpec, value: unknown): string[] {
  const flag = `--${optionKey(flags)}`;
  if (value === false && flags.includes("--no-")) return [`--no-${optionKey(flags)}`];
  return flagWords(flag, value);
}
