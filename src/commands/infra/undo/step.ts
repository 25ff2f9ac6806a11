import type { Context } from "../../../core/context.ts";
import type { JournalOperation } from "../../../core/journal/operation.ts";
import type { TargetRef } from "../../../core/journal/target.ts";

/** One value of a thing, as it is and as it was before the operation. */
export interface UndoChange {
  /** `tag Team`, `firewall`, `state`. */
  what: string;
  now: string;
  was: string;
  /** By how many US dollars undoing it makes a month dearer; nothing said: not at all. */
  monthly_usd?: number;
}

/** What undoing an operation means for one thing that it changed. */
export interface UndoStep {
  target: TargetRef;
  /** None: it is as it was before. */
  changes: readonly UndoChange[];
  /** Why what is there now is not what the operation left; null when it is. */
  changed: string | null;
  /** True when whoever uses SSH may be locked out by it. */
  locksOut?: boolean;
  apply: () => Promise<void>;
}

/** Plans the undoing of an operation for one of its targets; null when nothing was done to it. */
export type Undoer = (
  target: TargetRef,
  operation: JournalOperation,
  context: Context,
) => Promise<UndoStep | null>;
