import type { CommandResult } from "../core/result.ts";
import type { Context } from "../core/context.ts";

/** What every module in commands/<noun>/<verb>.ts exports as `command`. */
export interface CommandModule {
  command: Command<never>;
}

/** A command turns options into data; it prints nothing and sets no exit status. */
export type Command<Options> = (options: Options, context: Context) => Promise<CommandResult>;
