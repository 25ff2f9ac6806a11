import type { CommandModule } from "../commands/command.ts";
import type { TargetRef } from "../core/journal/target.ts";

/** Things that completion knows names of: what was listed before, and port services by heart. */
export type NameKind =
  | "instances"
  | "static_ips"
  | "snapshots"
  | "regions"
  | "bundles"
  | "blueprints"
  | "services"
  | "stacks"
  | "ports"
  | "commands";

/**
 * One option, as data. The long flag names it everywhere: `--key-pair` is the property
 * `keyPair` of the command's options and the key `key_pair` of the config file.
 */
export interface OptionSpec {
  /** As commander wants it: `-n, --name <name>`, `--no-wait`, `--wait [level]`. */
  flags: string;
  help: string;
  choices?: readonly string[];
  /** May be given several times; the values are gathered in a list. */
  repeat?: boolean;
  /** A repeated option whose values may also be joined by commas. */
  commas?: boolean;
  /** Environment variables that stand in for the flag, first one set wins. */
  env?: readonly string[];
  /** A flag without a value that may be repeated; how often it was given is its value. */
  count?: boolean;
  /** Must come from flag, environment or config file. */
  required?: boolean;
  /**
   * Its name in the command's options, when the flag's own name is that of a global option
   * which means something else.
   */
  property?: string;
  /** Accepted but not shown: another spelling of the option of this key. */
  aliasOf?: string;
  /** A time after which the program ends the command, which only asks, or changes something. */
  ends?: "asking" | "changing";
  /** Not settable in a config file. */
  flagOnly?: boolean;
  /** What its values are names of, for completion. */
  names?: NameKind;
  /** Checks and converts one value; throws QuantsError. */
  parse?: (text: string) => unknown;
}

/** Options, or notes, as a journal holds them. */
export type Recorded = Readonly<Record<string, unknown>>;

/** What may stand on the command line without a flag. */
export interface ArgumentSpec {
  /** `<shell>`, `[words...]` */
  name: string;
  help: string;
  choices?: readonly string[];
  /** What it names, for completion. */
  names?: NameKind;
  /** The option that it is another way to give: its property. Without it, it is `argument`. */
  as?: string;
}

export interface CommandSpec {
  name: string;
  /** Other names that people type for it. */
  aliases?: readonly string[];
  /** Another way to call a command: the path of that, and the options that this one settles. */
  runs?: { path: string; with: Readonly<Record<string, unknown>> };
  /** One line for the parent's help. */
  summary: string;
  /** Paragraph under the command's own help. */
  about?: string;
  examples?: readonly string[];
  /** Positional argument, e.g. `<shell>` or `[words...]`, with the values it takes. */
  argument?: ArgumentSpec;
  /** What may stand behind `--`: handed to the command as its option `extra`, unread. */
  extra?: { name: string; help: string };
  options: readonly OptionSpec[];
  /** Told what was typed, as its option `flags`, apart from what other values came from. */
  takesFlags?: boolean;
  /**
   * How an interrupted run of it is taken up again: the options that it was run with, what it
   * noted in its journal, and the targets that are open still, become the options of the run
   * that finishes it. Null: a journal of an older version, which tells of no targets.
   */
  resume?: (
    options: Recorded,
    noted: Recorded,
    open: readonly TargetRef[] | null,
  ) => Record<string, unknown>;
  /** How what it began is undone: by another command. */
  undo?: (options: Recorded, noted: Recorded) => { path: string; options: Record<string, unknown> };
  /**
   * What is to come of it, where that can be said in several ways: an earlier run with the same
   * goal is over when a later one has succeeded. By default all of its options are.
   */
  goal?: (options: Recorded) => Recorded;
  /** Loads the implementation; nothing else of a command is loaded before it runs. */
  load: () => Promise<CommandModule>;
  /** Commands below this one, which does something by itself as well. */
  commands?: readonly CommandSpec[];
  /** Not shown in help. */
  hidden?: boolean;
  /** No settings file concerns it: one that is wrong must not be in its way. */
  readsNoConfig?: boolean;
  /**
   * Its output is for a shell to evaluate: what environment or config file say of the output
   * format is not for it, only its own flag is.
   */
  forShell?: boolean;
}

export interface GroupSpec {
  name: string;
  summary: string;
  /** Paragraph under the group's own help. */
  about?: string;
  commands: readonly (CommandSpec | GroupSpec)[];
}

/** `--key-pair <name>` → `key-pair`; `--no-wait` → `wait`. */
export function optionKey(flags: string): string {
  const long = /--(?:no-)?([a-z0-9-]+)/.exec(flags)?.[1];
  return long ?? flags;
}

export function camelCase(key: string): string {
  return key.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export function snakeCase(key: string): string {
  return key.replaceAll("-", "_");
}

/** The global options that a command takes: all but those whose flag it gives a meaning of its own. */
export function withGlobals(
  own: readonly OptionSpec[],
  globals: readonly OptionSpec[],
): readonly OptionSpec[] {
  const taken = new Set(own.map(({ flags }) => optionKey(flags)));
  return [...own, ...globals.filter(({ flags }) => !taken.has(optionKey(flags)))];
}
