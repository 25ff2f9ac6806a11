import type { Registry } from "./context.ts";
import { CommanderError } from "commander";
import type { Host } from "./core/context.ts";
import { QuantsError, UsageError, toQuantsError } from "./core/errors.ts";
import { type Output, outputNamed } from "./core/settings.ts";
import { optionsBehind } from "./program/leading-options.ts";
import { withGlobals } from "./commands/definition/global-options.ts";
import { similarOption } from "./program/suggest.ts";
import { buildTree } from "./program/tree.ts";
import { isCommand } from "./commands/definition/group.ts";
import { nodeAt } from "./program/registry.ts";

/**
 * The program without its process: parses `argv` (without node and script), runs the
 * command, prints result and errors to the host's streams. Resolves with the exit status;
 * never throws and never exits.
 */
export async function main(
  typed: readonly string[],
  host: Host,
  version: string,
  registry?: Registry,
): Promise<number> {
  const argv = helpOfKnown(helpAsOption(optionsBehind(typed)));
  let status = 0;
  const tree = buildTree(argv, host, version, async (invocation) => {
    const { runCommand } = await import("./program/run.ts");
    status = await runCommand(invocation, host, version, registry);
  });
  try {
    await tree.parseAsync([...argv], { from: "user" });
    return status;
  } catch (thrown) {
    const error =
      thrown instanceof CommanderError ? usageError(thrown, argv) : toQuantsError(thrown);
    if (error === null) return 0;
    const { printError } = await import("./program/print-error.ts");
    await printError(error, host, {
      output: outputAsked(typed, host),
      debug: typed.includes("--debug"),
    });
    return error.exitStatus;
  }
}

/** `help infra ip move` is `infra ip move --help`: commander's own help knows one level. */
function helpAsOption(argv: readonly string[]): readonly string[] {
  const [first, ...words] = argv;
  if (first !== "help") return argv;
  const { node, rest } = nodeAt(words);
  // A word that no command is called by is an error of the group's; a command must not run.
  const isUnknown = rest.length > 0 && (node === undefined || !isCommand(node));
  return isUnknown ? words : [...words, "--help"];
}

/** Help of what does not exist would be its parent's, with status 0: its name is an error. */
function helpOfKnown(argv: readonly string[]): readonly string[] {
  const { node, rest } = nodeAt(argv);
  const [word = "-"] = rest;
  const takesWords = node !== undefined && isCommand(node) && node.commands === undefined;
  if (takesWords || word.startsWith("-")) return argv;
  return argv.filter((it) => it !== "--help" && it !== "-h");
}

/** Null for what commander throws after printing help or the version. */
function usageError(error: CommanderError, argv: readonly string[]): QuantsError | null {
  if (error.exitCode === 0) return null;
  const [first = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
  // A suggestion stands on a line of its own, in parentheses.
  const { node, rest: behind } = nodeAt(argv);
  const words = argv.slice(0, argv.length - behind.length);
  const flag = /^unknown option '(--?[^']+)'/.exec(first)?.[1];
  const own = node !== undefined && isCommand(node) ? node.options : [];
  const similar = flag === undefined ? null : similarOption(flag, withGlobals(own));
  const suggestion =
    similar === null ? rest.join(" ").replaceAll(/[()]/g, "").trim() : `Did you mean ${similar}?`;
  return new UsageError(
    `${first.charAt(0).toUpperCase()}${first.slice(1)}.`.replace(/\.\.$/, "."),
    {
      hint: suggestion === "" ? `See: ${["quants-ctl", ...words].join(" ")} --help` : suggestion,
    },
  );
}

/** The form asked for, as far as it can be known when the command line could not be parsed. */
function outputAsked(argv: readonly string[], host: Host): Output {
  const at = argv.findLastIndex((word) => /^(-o|--output(=|$))/.test(word));
  const [word = "", next] = at < 0 ? [] : argv.slice(at);
  const given = word.startsWith("--") ? (word.split("=")[1] ?? next) : word.slice(2) || next;
  // For a command whose --output takes a file, the environment says it.
  const asked = [given, host.env["QUANTS_CTL_OUTPUT"]];
  return asked.map((it) => outputNamed(it ?? "")).find((it) => it !== undefined) ?? "table";
}
