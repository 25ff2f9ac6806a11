/** Things that completion knows names of: what was listed before, and port services by heart. */
export type NameKind =
  | "instances"
  | "static_ips"
  | "snapshots"
  | "disks"
  | "disk_snapshots"
  | "zones"
  | "key_pairs"
  | "alarms"
  | "regions"
  | "bundles"
  | "blueprints"
  | "services"
  | "stacks"
  | "ports"
  | "commands";

/**
 * What an option says of a command's work. `how`: only how it is done, so that a repetition with
 * another value does the same. `which`: what is selected. By default: what is to come of it.
 */
export type OptionRole = "how" | "which";

/**
 * One option, as data. The long flag names it everywhere: `--key-pair` is the property
 * `keyPair` of the command's options and the key `key_pair` of the config file.
 */
export interface OptionSpec {
  /** As commander wants it: `-n, --name <name>`, `--no-wait`, `--wait [level]`. */
  readonly flags: string;
  readonly help: string;
  /** What counts without it, for people: help and `config explain` tell it. */
  readonly default?: string | undefined;
  readonly choices?: readonly string[];
  /** May be given several times; the values are gathered in a list. */
  readonly repeat?: boolean;
  /** A repeated option whose values may also be joined by commas. */
  readonly commas?: boolean;
  /** Environment variables that stand in for the flag, first one set wins. */
  readonly env?: readonly string[];
  /** A flag without a value that may be repeated; how often it was given is its value. */
  readonly count?: boolean;
  /** Must come from flag, environment or config file. */
  readonly required?: boolean;
  /**
   * Its name in the command's options, when the flag's own name is that of a global option
   * which means something else.
   */
  readonly property?: string;
  /** Accepted but not shown: another spelling of the option of this key. */
  readonly aliasOf?: string;
  readonly role?: OptionRole;
  /** A list that may grow: what was asked for before is among what is asked for now. */
  readonly gathers?: boolean;
  /** A time after which the program ends the command, which only asks, or changes something. */
  readonly ends?: "asking" | "changing";
  /**
   * How a config file says it, where that is not as text, a list of texts, true or false: pairs as
   * a map of texts, or of values of any kind, or as digits without quotes.
   */
  readonly inFile?: "map" | "map or list" | "map of values" | "digits";
  /** The least and the most of a whole number. */
  readonly range?: readonly [least: number, most: number];
  /** Not settable in a config file. */
  readonly flagOnly?: boolean;
  /** What its values are names of, for completion. */
  readonly names?: NameKind;
  /** Checks and converts one value; throws QuantsError. */
  readonly parse?: (text: string) => unknown;
}

/** What may stand on the command line without a flag. */
export interface ArgumentSpec {
  /** `<shell>`, `[words...]` */
  readonly name: string;
  readonly help: string;
  readonly choices?: readonly string[];
  /** What it names, for completion. */
  readonly names?: NameKind;
  /** The option that it is another way to give: its property. Without it, it is `argument`. */
  readonly as?: string;
}

/** Keeps the literal types of an option that several commands share. */
export const option = <const O extends OptionSpec>(spec: O): O => spec;

/** The same for several. */
export const optionList = <const O extends readonly OptionSpec[]>(specs: O): O => specs;

type FlagsOnly<L> = { readonly [I in keyof L]: L[I] & { readonly flagOnly: true } };

/** The same options where a file must not set them. */
export function flagsOnly<const L extends readonly OptionSpec[]>(list: L): FlagsOnly<L> {
  return list.map((it) => ({ ...it, flagOnly: true })) as unknown as FlagsOnly<L>;
}

/** The same for an argument. */
export const argument = <const A extends ArgumentSpec>(spec: A): A => spec;

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

/** Its name among the options of a command. */
export function propertyOf({ flags, property }: Pick<OptionSpec, "flags" | "property">): string {
  return property ?? camelCase(optionKey(flags));
}

/** Its help, with what counts without it. */
export function helpOf({ help, default: otherwise }: Pick<OptionSpec, "help" | "default">): string {
  return otherwise === undefined ? help : `${help} (default: ${otherwise})`;
}
