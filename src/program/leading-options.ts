import { GLOBAL_OPTIONS } from "../commands/definition/global-options.ts";
import { type OptionSpec, optionKey } from "../commands/definition/option.ts";
import { isCommand } from "../commands/definition/group.ts";
import { nodeAt } from "./registry.ts";

/**
 * Moves global options from before and between the words of a command to behind them. Nothing is
 * moved if the command has its own option of that name; before a group, which only tells its
 * commands, they say nothing and are left out.
 */
export function optionsBehind(argv: readonly string[]): readonly string[] {
  const { words, options, rest } = split(argv);
  if (options.length === 0) return argv;
  const { node } = nodeAt(words);
  if (node === undefined || !isCommand(node)) return [...words, ...rest];
  const own = new Set(node.options.map(({ flags }) => optionKey(flags)));
  if (options.some((word) => own.has(optionKey(optionOf(word)?.flags ?? "")))) return argv;
  return [...words, ...options, ...rest];
}

/** The words that name a command or group, the global options among them, and what follows. */
function split(argv: readonly string[]): Record<"words" | "options" | "rest", string[]> {
  const words: string[] = [];
  const options: string[] = [];
  let at = 0;
  for (;;) {
    const count = leadingCount(argv.slice(at));
    const next = argv[at + count];
    const named = next === undefined ? words : [...words, next];
    const isNamed = next !== undefined && nodeAt(named).rest.length === 0;
    // Behind the last word options stand where they belong already.
    if (!isNamed && words.length > 0 && isWholeCommand(words)) break;
    options.push(...argv.slice(at, at + count));
    at += count;
    if (!isNamed) break;
    words.push(next);
    at += 1;
  }
  return { words, options, rest: argv.slice(at) };
}

const isWholeCommand = (words: readonly string[]): boolean => {
  const { node } = nodeAt(words);
  return node !== undefined && isCommand(node);
};

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
