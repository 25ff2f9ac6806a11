import {
  NARROWEST_TEXT,
  ROOT_EXAMPLES,
  examplesText,
  formatItem,
  globalHelp,
  toCommander,
} from "./help.ts";
import { Argument, Command } from "commander";
import { columnsOf } from "../render/screen.ts";
import type { Host } from "../core/context.ts";
import { type CommandSpec, type GroupSpec } from "../commands/definition/command.ts";
import { COMMANDS } from "./registry.ts";
import { isCommand } from "../commands/definition/group.ts";
import { camelCase, optionKey } from "../commands/definition/option.ts";
import { withGlobals } from "../commands/definition/global-options.ts";
import { spellings } from "./registry.ts";
import { similarCommand } from "./suggest.ts";

/** What the user typed, before the environment and the config file are read. */
export interface Invocation {
  /** `infra create` */
  path: string;
  spec: CommandSpec;
  argument: string | string[] | undefined;
  /** What followed `--`, for a command that passes it on. */
  extra: readonly string[];
  /** Only what the command line held, by property name. */
  flags: Record<string, unknown>;
}

/**
 * Builds the command tree. `run` is called with what was typed. commander's output goes to the
 * host's streams, and every usage error is thrown instead of ending the process. Commands that
 * `argv` does not name are added by name only, plus what their group's help shows.
 */
export function buildTree(
  argv: readonly string[],
  host: Pick<Host, "stdout" | "stderr">,
  version: string,
  run: Run,
): Command {
  const root = new Command("quants-ctl");
  // Both must precede .command(): subcommands inherit them only then.
  root.exitOverride().configureOutput({
    writeOut: (text) => void host.stdout.write(text),
    writeErr: () => undefined,
    getOutHelpWidth: () => columnsOf(host.stdout) ?? 80,
    getErrHelpWidth: () => columnsOf(host.stderr) ?? 80,
  });
  root
    .description("Controls fleets on Amazon Lightsail, or on the embedded sandbox.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .configureHelp({ showGlobalOptions: false, minWidthToWrap: NARROWEST_TEXT, formatItem })
    .showSuggestionAfterError(false)
    .addHelpText("after", () => globalHelp(columnsOf(host.stdout) ?? 80))
    .addHelpText("after", examplesText(ROOT_EXAMPLES));
  expectCommand(root, COMMANDS);
  for (const node of COMMANDS) {
    if (isCommand(node)) addCommand(root, node, node.name, argv, run);
    else addGroup(root, node, node.name, argv, run);
  }
  return root;
}

type Run = (invocation: Invocation) => Promise<void>;

function addGroup(
  above: Command,
  group: GroupSpec,
  path: string,
  argv: readonly string[],
  run: Run,
): void {
  const parent = above.command(group.name).summary(group.summary);
  parent.description(group.about ?? `${capitalise(group.summary)}.`);
  expectCommand(parent, group.commands);
  if (!argv.includes(group.name)) return;
  for (const node of group.commands) {
    const itsPath = `${path} ${node.name}`;
    if (isCommand(node)) addCommand(parent, node, itsPath, argv, run);
    else addGroup(parent, node, itsPath, argv, run);
  }
}

/** Shows help if no command is given; for an unknown one, the error names it, not its options. */
function expectCommand(parent: Command, known: readonly (GroupSpec | CommandSpec)[]): void {
  parent
    .usage("<command> [options]")
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      const [word] = parent.args;
      if (word === undefined) parent.help();
      if (word.startsWith("-")) parent.error(`unknown option '${word}'`);
      unknownCommand(parent, word, known);
    });
}

function unknownCommand(
  parent: Command,
  word: string,
  known: readonly (GroupSpec | CommandSpec)[],
): never {
  const near = similarCommand(word, known, COMMANDS);
  parent.error(`unknown command '${word}'${near === null ? "" : `\n(Did you mean ${near}?)`}`);
}

/** Adds the options only if `argv` names the command: building all options of all takes time. */
function addCommand(
  parent: Command,
  spec: CommandSpec,
  path: string,
  argv: readonly string[],
  run: Run,
): void {
  const command = parent.command(spec.name, { hidden: spec.hidden ?? false });
  command.summary(spec.summary).aliases(spec.aliases ?? []);
  if (spec.argument !== undefined) {
    const argument = new Argument(spec.argument.name, spec.argument.help);
    if (spec.argument.choices !== undefined) argument.choices([...spec.argument.choices]);
    command.addArgument(argument);
  }
  if (spec.extra !== undefined) command.argument(spec.extra.name, spec.extra.help);
  if (!spellings(spec).some((it) => argv.includes(it))) {
    // One option, so that the group's help shows [options].
    command.option("--any");
    return;
  }
  command.description(spec.about ?? `${capitalise(spec.summary)}.`);
  command.allowExcessArguments(spec.commands !== undefined && spec.argument === undefined);
  for (const below of spec.commands ?? []) {
    // Otherwise this command would take options that follow the subcommand's name.
    for (let it: Command | null = command; it !== null; it = it.parent)
      it.enablePositionalOptions();
    command.helpCommand(false);
    if (!spellings(below).some((it) => argv.includes(it)))
      command.command(below.name).summary(below.summary);
    else addCommand(command, below, `${path} ${below.name}`, argv, run);
  }
  for (const option of spec.options) {
    const target = spec.options.find((it) => optionKey(it.flags) === option.aliasOf);
    command.addOption(toCommander({ ...option, repeat: (target ?? option).repeat ?? false }));
  }
  for (const option of withGlobals(spec.options).slice(spec.options.length)) {
    command.addOption(toCommander(option).helpGroup("Global options:"));
  }
  if (spec.examples !== undefined) {
    command.addHelpText("after", examplesText(spec.examples));
  }
  command.action(async (...given: unknown[]) => {
    const [word] = command.args;
    // Where an argument is taken, a word that is no subcommand is that.
    if (spec.commands !== undefined && spec.argument === undefined && word !== undefined) {
      unknownCommand(command, word, spec.commands);
    }
    refuseStray(parent, command);
    const extra = spec.extra === undefined ? [] : wordsBehind(argv);
    const argument = spec.extra === undefined ? given[0] : ownArgument(command, spec, extra.length);
    await run({
      path,
      spec,
      argument: spec.argument && (argument as string | string[] | undefined),
      extra,
      flags: canonical(command, spec),
    });
  });
}

/** An option before a subcommand's name belongs to the outer command and would be lost. */
function refuseStray(parent: Command, command: Command): void {
  const stray = parent.options.find(
    (option) => parent.getOptionValueSource(option.attributeName()) === "cli",
  );
  if (stray === undefined) return;
  command.error(
    `option '${stray.long}' stands before '${command.name()}'\n(Put it behind the command)`,
  );
}

/** commander does not tell what stands before `--` from what follows it. */
function ownArgument(command: Command, spec: CommandSpec, behind: number): string | undefined {
  const own = command.args.slice(0, command.args.length - behind);
  const [first] = own;
  const tooMany = own[spec.argument === undefined ? 0 : 1];
  if (tooMany !== undefined) {
    command.error(`too many arguments: '${tooMany}'\n(Put what to pass on behind --)`);
  }
  return first;
}

function wordsBehind(argv: readonly string[]): readonly string[] {
  const at = argv.indexOf("--");
  return at < 0 ? [] : argv.slice(at + 1);
}

/** The options typed, with aliases under the name that they stand for. */
function canonical(command: Command, spec: CommandSpec): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const option of withGlobals(spec.options)) {
    const typed = camelCase(optionKey(option.flags));
    if (command.getOptionValueSource(typed) !== "cli") continue;
    const target = camelCase(option.aliasOf ?? optionKey(option.flags));
    const value: unknown = command.getOptionValue(typed);
    const before = given[target];
    given[target] =
      Array.isArray(before) && Array.isArray(value) && target !== typed
        ? [...(before as unknown[]), ...(value as unknown[])]
        : value;
  }
  return given;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
