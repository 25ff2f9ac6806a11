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
  /** Said on stderr when there is nothing to list. */
  emptyNote?: string | undefined;
  /** What could not be listed; the exit status follows from it. */
  error?: QuantsError | null;
}

/** Records that are looked at again and again, until the user has seen enough. */
export interface WatchResult<T = unknown> {
  kind: "watch";
  resource: Resource<T>;
  intervalMs: number;
  look: () => Promise<CollectionResult<T>>;
  /** The same for what is the same thing. */
  keyOf: (item: T) => string;
  /** What of it is worth a line when it changes. */
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

/** What a command would change, with --dry-run. */
export interface PlannedResult {
  kind: "planned";
  data: PlannedRecord;
  names: readonly string[];
  error?: QuantsError | null;
}

/** Text meant to be used as it is (a completion script, shell assignments). */
export interface TextResult {
  kind: "text";
  text: string;
}

/** The command wrote its own lines as it went, or has nothing to say. */
export interface SilentResult {
  kind: "silent";
  /** The exit status of a program that the command ran in its own place. */
  status?: number;
}

/** An operation of the journal is to be finished or undone: the program runs what does that. */
export interface RerunResult {
  kind: "rerun";
  operation: JournalOperation;
  undo: boolean;
  /** What is left of its targets; null: all that it was about. */
  open: readonly TargetRef[] | null;
  /** Options on top of those that the operation was run with, such as `yes`. */
  options: Readonly<Record<string, unknown>>;
}

/** `T` is what it reports. */
export type CommandResult<T = never> =
  | CollectionResult<never>
  | WatchResult<never>
  | ReportResult<T>
  | PlannedResult
  | TextResult
  | SilentResult
  | RerunResult;

/** Gives a list of records its one type for the renderer. */
export function collection<T>(result: Omit<CollectionResult<T>, "kind">): CommandResult {
  return { kind: "collection", ...result } as unknown as CollectionResult<never>;
}

/** The same for one that is watched. */
export function watched<T>(result: Omit<WatchResult<T>, "kind">): CommandResult {
  return { kind: "watch", ...result } as unknown as WatchResult<never>;
}
