import { GLOBAL_OPTIONS } from "../commands/definition/global-options.ts";
import { type OptionSpec, optionKey } from "../commands/definition/option.ts";
import { isCommand } from "../commands/definition/group.ts";
import { nodeAt } from "./registry.ts";

/**
 * Moves global options from before a command to behind it. Changes nothing if other words stand
 * there too, or if the command has its own option of that name.
 */
export function optionsBehind(argv: readonly string[]): readonly string[] {
  const count = leadingCount(argv);
  if (count === 0) return argv;
  const words = argv.slice(count);
  const { node, rest } = nodeAt(words);
  if (node === undefined || !isCommand(node)) return argv;
  const own = new Set(node.options.map(({ flags }) => optionKey(flags)));
  const leading = argv.slice(0, count);
  if (leading.some((word) => own.has(optionKey(optionOf(word)?.flags ?? "")))) return argv;
  return [...words.slice(0, words.length - rest.length), ...leading, ...rest];
}

/** The number of words that leading options take; 0 if one of them is unknown. */
export function leadingCount(argv: readonly string[]): number {
  let at = 0;
  for (let word = argv[at]; word?.startsWith("-") === true; word = argv[at]) {
    const option = optionOf(word);
    if (option === undefined) return 0;
    const isJoined = word.includes("=") || /^-[a-z]./.test(word);
    at += option.flags.includes("<") && !isJoined ? 2 : 1;
  }
  return at;
}

/** Finds the option of `--output=json`, `-o` or `-ojson`. */
function optionOf(word: string): OptionSpec | undefined {
  const flag = word.startsWith("--") ? (word.split("=", 1)[0] ?? word) : word.slice(0, 2);
  return GLOBAL_OPTIONS.find(({ flags }) => flags.split(/[ ,]+/).includes(flag));
}
