import type { QuantsError } from "./errors.ts";
import type { Resource } from "./fields/field.ts";
import type { JournalOperation } from "./journal/operation.ts";
import type { FailedTarget } from "./records/failed-target.ts";
import type { PlannedRecord } from "./records/planned.ts";
import type { TargetRef } from "./journal/target.ts";

/** Records of one kind: a table, a JSON array. */
export interface CollectionResult<T = unknown> {
  kind: "collection";
  resource: Resource<T>;
  items: readonly T[];
  /** Printed on stderr when there is nothing to list. */
  emptyNote?: string | undefined;
  /** Why some could not be listed; the exit status follows from it. */
  error?: QuantsError | null;
}

/** Records that are read repeatedly until the user stops it. */
export interface WatchResult<T = unknown> {
  kind: "watch";
  resource: Resource<T>;
  intervalMs: number;
  look: () => Promise<CollectionResult<T>>;
  /** Equal for records of the same thing. */
  keyOf: (item: T) => string;
  /** The part whose change is worth a line. */
  tell: (item: T) => string;
}

/**
 * The outcome for one thing (a JSON object) or for several (a JSON array), drawn by a view.
 * It is printed even when there is an error: nothing that exists goes unmentioned.
 */
export interface ReportResult<T> {
  kind: "report";
  data: T | readonly (T | FailedTarget)[];
  names: readonly string[];
  error?: QuantsError | null;
}

/** What a command would change, for --dry-run. */
export interface PlannedResult {
  kind: "planned";
  data: PlannedRecord;
  names: readonly string[];
  error?: QuantsError | null;
}

/** Text to be used verbatim (a completion script, shell assignments). */
export interface TextResult {
  kind: "text";
  text: string;
}

/** The command wrote its own output, or has none. */
export interface SilentResult {
  kind: "silent";
  /** The exit status of a program that the command ran in its place. */
  status?: number;
}

/** Asks the program to run the command that finishes or undoes an operation. */
export interface RerunResult {
  kind: "rerun";
  operation: JournalOperation;
  undo: boolean;
  /** The targets that remain; null for all of the operation's targets. */
  open: readonly TargetRef[] | null;
  /** Options beyond those of the operation, such as `yes`. */
  options: Readonly<Record<string, unknown>>;
}

/** `T` is the type of its report. */
export type CommandResult<T = never> =
  | CollectionResult<never>
  | WatchResult<never>
  | ReportResult<T>
  | PlannedResult
  | TextResult
  | SilentResult
  | RerunResult;

/** Gives a list of records the type that the renderer takes. */
export function collection<T>(result: Omit<CollectionResult<T>, "kind">): CommandResult {
  return { kind: "collection", ...result } as unknown as CollectionResult<never>;
}

/** The same for a list that is watched. */
export function watched<T>(result: Omit<WatchResult<T>, "kind">): CommandResult {
  return { kind: "watch", ...result } as unknown as WatchResult<never>;
}
