import { GLOBAL_OPTIONS } from "../commands/definition/global-options.ts";
import { type OptionSpec, optionKey } from "../commands/definition/option.ts";
import { isCommand } from "../commands/definition/group.ts";
import { nodeAt } from "./registry.ts";

/**
 * Options that every command takes may stand before its words as well: here they are put behind
 * them. All stays as it is when something else stands there, or the command gives one of them a
 * meaning of its own.
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

/** How many words the options in front take; 0 when one of them is unknown. */
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

/** The option that `--output=json`, `-o` or `-ojson` is. */
function optionOf(word: string): OptionSpec | undefined {
  const flag = word.startsWith("--") ? (word.split("=", 1)[0] ?? word) : word.slice(0, 2);
  return GLOBAL_OPTIONS.find(({ flags }) => flags.split(/[ ,]+/).includes(flag));
}
