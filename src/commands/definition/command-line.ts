import { PastedCommand, flagWords, shellWords } from "../../core/text/advice.ts";
import type { CommandSpec } from "./command.ts";
import { GLOBAL_OPTIONS } from "./global-options.ts";
import { optionKey, propertyOf } from "./option.ts";

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
    value === undefined ? [] : optionWords(property, value, spec, path),
  );
  const given = new Set(words.filter((it) => it.startsWith("--")));
  const missing = account.filter(({ flag }) => !given.has(flag));
  return shellWords([
    "quants-ctl",
    ...path.split(" "),
    ...missing.flatMap(({ flag, value }) => [flag, ...(value === undefined ? [] : [value])]),
    ...flagWords("", argument).filter((it) => it !== ""),
    ...words,
    ...(help === true ? ["--help"] : []),
  ]);
}

/** `wait: false` is `--no-wait`, which has no other spelling. */
function optionWords(property: string, value: unknown, spec: CommandSpec, path: string): string[] {
  const own = spec.options.filter((it) => it.aliasOf === undefined);
  const named = [...own, ...GLOBAL_OPTIONS].filter((it) => propertyOf(it) === property);
  const [first] = named;
  if (first === undefined) throw new TypeError(`${path} has no option ${property}.`);
  const isNo = value === false && named.some(({ flags }) => flags.includes("--no-"));
  return isNo
    ? [`--no-${optionKey(first.flags)}`]
    : flagWords(`--${optionKey(first.flags)}`, value);
}
