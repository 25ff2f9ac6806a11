import type { CommonResuming, Context } from "../../core/context.ts";
import type { Noted, Shapes } from "../../core/journal/shapes.ts";
import type { TargetRef } from "../../core/journal/target.ts";
import type { CommandResult } from "../../core/result.ts";
import type { View } from "../../render/view.ts";
import type { OptionsOf } from "./infer.ts";
import type { ArgumentSpec, OptionSpec } from "./option.ts";

/** An interrupted run, as the journal tells of it. */
export interface RecordedRun<O, N, R> {
  /** Of its journal. */
  id: string;
  /** Its options, as JSON keeps them. */
  options: Partial<O>;
  /** What it noted; what is damaged is left out. */
  noted: N;
  /** What it was told beside its options, when it finished or undid a run itself. */
  resuming: R;
  /** The targets that are open still. Null: a journal of an older version, which tells of none. */
  open: readonly TargetRef[] | null;
}

/** How a run is taken up again: with which options, and with what no flag can say. */
interface Resumption<O, R> {
  options: Partial<O>;
  resuming?: R;
}

/** The command that undoes a run. `path` and options are checked by a test. */
export interface Undoing {
  path: string;
  options: Readonly<Record<string, unknown>>;
  resuming?: Readonly<Record<string, unknown>>;
}

interface Description {
  readonly name: string;
  /** Other names that people type for it. */
  readonly aliases?: readonly string[];
  /** Another way to call a command: the path of that, and the options that this one settles. */
  readonly runs?: { readonly path: string; readonly with: Readonly<Record<string, unknown>> };
  /** One line for the parent's help. */
  readonly summary: string;
  /** Paragraph under the command's own help. */
  readonly about?: string;
  readonly examples?: readonly string[];
  /** What may stand behind `--`: handed to the command as its option `extra`, unread. */
  readonly extra?: { readonly name: string; readonly help: string } | undefined;
  /** Gets what was typed as its option `flags`, apart from values of other origin. */
  readonly takesFlags?: boolean | undefined;
  /** Commands below this one, which does something by itself as well. */
  readonly commands?: readonly CommandSpec[];
  /** Not shown in help. */
  readonly hidden?: boolean;
  /** No settings file concerns it: one that is wrong must not be in its way. */
  readonly readsNoConfig?: boolean;
  /**
   * Its output is for a shell to evaluate: what environment or config file say of the output
   * format is not for it, only its own flag is.
   */
  readonly forShell?: boolean;
}

/** A command as the program knows it: what every definition is. */
export interface CommandSpec extends Description {
  readonly argument?: ArgumentSpec | undefined;
  readonly options: readonly OptionSpec[];
  readonly notes?: Shapes;
  readonly resuming?: Shapes;
  readonly view?: () => Promise<View<never>>;
  resume?(run: RecordedRun<Recorded, Recorded, Recorded>): Resumption<Recorded, Recorded>;
  undo?(run: RecordedRun<Recorded, Recorded, Recorded>): Undoing;
  goal?(options: Recorded): Recorded;
  load(): Promise<unknown>;
}

/** Options, or notes, of whatever command. */
export type Recorded = Readonly<Record<string, unknown>>;

export interface GroupSpec {
  readonly name: string;
  readonly summary: string;
  /** Paragraph under the group's own help. */
  readonly about?: string;
  readonly commands: readonly (CommandSpec | GroupSpec)[];
  /** Its commands have one section of the config file together. */
  readonly sharesSection?: boolean;
  /** What the group's own section says for all of its commands. */
  readonly sharedOptions?: readonly OptionSpec[];
}

const NONE = {} as const;

type ResumingOf<R extends Shapes> = Noted<R> & CommonResuming;

/**
 * Defines a command. What its module is called with, what it may note in the journal and what it
 * may report follow from this; see `Command`.
 */
export function defineCommand<
  const O extends readonly OptionSpec[],
  const A extends ArgumentSpec | undefined = undefined,
  const E extends Description["extra"] = undefined,
  const F extends boolean = false,
  N extends Shapes = typeof NONE,
  R extends Shapes = typeof NONE,
  V = never,
>(
  spec: Omit<Description, "extra" | "takesFlags"> & {
    readonly options: O;
    /** Positional argument, e.g. `<shell>` or `[words...]`, with the values it takes. */
    readonly argument?: A;
    readonly extra?: E;
    readonly takesFlags?: F;
    /** What it notes in its journal, for the run that finishes or undoes it. */
    readonly notes?: N;
    /** What such a run of it is told beside the options: things that no flag can say. */
    readonly resuming?: R;
    /** Loads what draws its report. */
    readonly view?: () => Promise<View<V>>;
    /** How an interrupted run of it is taken up again. */
    resume?(
      run: RecordedRun<OptionsOf<{ options: O; argument: A }>, Noted<N>, ResumingOf<R>>,
    ): Resumption<OptionsOf<{ options: O; argument: A }>, ResumingOf<R>>;
    /** How what it began is undone: by another command. */
    undo?(
      run: RecordedRun<OptionsOf<{ options: O; argument: A }>, Noted<N>, ResumingOf<R>>,
    ): Undoing;
    /**
     * What is to come of it, where that can be said in several ways: an earlier run with the same
     * goal is over when a later one has succeeded. By default all of its options are.
     */
    goal?(options: Partial<OptionsOf<{ options: O; argument: A }>>): Recorded;
    /** Loads the implementation; nothing else of a command is loaded before it runs. */
    load(): Promise<unknown>;
  },
): Defined<O, A, E, F, N, R, V> {
  return spec as unknown as Defined<O, A, E, F, N, R, V>;
}

/** A definition with all that is inferred from it. */
type Defined<O, A, E, F, N extends Shapes, R extends Shapes, V> = Omit<
  CommandSpec,
  "options" | "argument" | "extra" | "takesFlags" | "notes" | "resuming"
> & {
  readonly options: O;
  readonly argument: A;
  readonly extra: E;
  readonly takesFlags: F;
  readonly notes: N;
  readonly resuming: R;
  /** Only a type: what its report holds. */
  readonly reports?: V;
};

interface AnyDefined {
  options: readonly OptionSpec[];
  argument: unknown;
  extra: unknown;
  takesFlags: unknown;
  notes: Shapes;
  resuming: Shapes;
  reports?: unknown;
}

/** The context of one command: it notes only what its definition says. */
export type CommandContext<S extends AnyDefined> = Omit<Context, "journal" | "resuming"> & {
  journal: Omit<Context["journal"], "remember"> & { remember(facts: Noted<S["notes"]>): void };
  resuming: ResumingOf<S["resuming"]>;
};

/**
 * What a command's module exports as `command`, for the definition `S` beside it. It turns options
 * into data; it prints nothing and sets no exit status.
 */
export type Command<S extends AnyDefined> = (
  options: OptionsOf<S>,
  context: CommandContext<S>,
) => Promise<CommandResult<NonNullable<S["reports"]>>>;

/** Its options, for what helps it. */
export type OptionsFor<S extends AnyDefined> = OptionsOf<S>;

/** A command's module, as the program knows it. */
export interface CommandModule {
  command: (options: object, context: Context) => Promise<CommandResult<unknown>>;
}
