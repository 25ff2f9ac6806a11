import type { Host, Narrator } from "../core/context.ts";
import { QuantsError, toQuantsError } from "../core/errors.ts";
import { safeJson, plain } from "../core/text/safe-text.ts";
import { abortReason, pause } from "../core/time/wait.ts";
import { type CollectionResult, type WatchResult } from "../core/result.ts";
import { drawListing } from "./listing.ts";
import type { RenderOptions } from "./options.ts";
import { sortItems } from "./result.ts";
import { columnsOf } from "./screen.ts";
import { isSmart, styleFor } from "./style.ts";
import { widthOf } from "./width.ts";

/** Failed reads double the pause up to this: haste does not help a service in trouble. */
const LONGEST_PAUSE = 60_000;
/** For a terminal of unknown height. */
const USUAL_ROWS = 24;

/**
 * Reads repeatedly until it is stopped. On a terminal it redraws the table in place; elsewhere it
 * prints a line for each change. A failed read is reported and ends nothing, unless it is the first
 * or no later one can succeed. Resolves with the exit status.
 */
export async function renderWatch<T>(
  result: WatchResult<T>,
  host: Host,
  options: RenderOptions,
  narrator: Narrator,
): Promise<number> {
  const { clock, signal, stdout, env } = host;
  const isDrawn = options.output === "table" && columnsOf(stdout) !== null && isSmart(env);
  const screen = isDrawn ? drawn(result, host, options) : logged(result, host, options, narrator);
  let failures = 0;
  let isFirst = true;
  try {
    for (;;) {
      const seen = await look(result, isFirst);
      failures = seen instanceof QuantsError ? failures + 1 : 0;
      const isRead = seen instanceof QuantsError ? screen.fail(seen) : screen.show(seen);
      if (!(await isRead)) return 0;
      isFirst = false;
      const { intervalMs } = result;
      const grown = Math.max(intervalMs, Math.min(intervalMs * 2 ** failures, LONGEST_PAUSE));
      await pause(clock, grown, signal);
    }
  } catch (thrown) {
    const error = toQuantsError(thrown);
    // Stopping is how a watch ends; it is no failure to report.
    if (!signal.aborted) throw error;
    return abortReason(signal).exitStatus;
  }
}

/** The current items, or why they are unknown. Throws errors that every later read would repeat. */
async function look<T>(
  result: WatchResult<T>,
  isFirst: boolean,
): Promise<CollectionResult<T> | QuantsError> {
  try {
    return await result.look();
  } catch (thrown) {
    const error = toQuantsError(thrown);
    const mayPass = error.retryable || error.code === "wait_timeout";
    if (isFirst || !mayPass) throw error;
    return error;
  }
}

/** Each resolves with false once the reader is gone. */
interface Screen<T> {
  show(seen: CollectionResult<T>): Promise<boolean>;
  fail(error: QuantsError): Promise<boolean>;
}

/** Draws the table over the previous one. */
function drawn<T>(
  { resource, intervalMs }: WatchResult<T>,
  host: Host,
  options: RenderOptions,
): Screen<T> {
  const { stdout, clock } = host;
  const style = styleFor(stdout, host.env);
  let height = 0;
  let last: { lines: readonly string[]; at: string } = { lines: [], at: "" };
  const paint = (note: string): Promise<boolean> => {
    const lines = fitting([...last.lines, style.quiet(note)], stdout);
    const up = height === 0 ? "" : `\u001b[${height}A\r`;
    const { columns } = stdout;
    height = lines.reduce((sum, line) => sum + rowsOf(line, columns), 0);
    // Written in one piece to avoid flicker; erases what remains of the previous table.
    return write(stdout, `${up}\u001b[J${lines.join("\n")}\n`);
  };
  return {
    show: ({ items, emptyNote, error }) => {
      const sorted = sortItems(resource, items, options.sort ?? resource.sort);
      const { lines, notes } = drawListing(resource, sorted, host, options);
      const empty = plain(emptyNote ?? `No ${resource.plural}.`);
      last = {
        lines: items.length === 0 ? [empty] : [...lines, ...notes],
        at: timeOf(clock.now()),
      };
      const fault = error === null || error === undefined ? "" : `; ${plain(error.message)}`;
      return paint(`${last.at}, again every ${intervalMs / 1_000} s; Ctrl-C ends it${fault}`);
    },
    fail: (error) => paint(`as of ${last.at}: ${plain(error.message)}`),
  };
}

/** As many rows as fit; the last two always do. */
function fitting(lines: readonly string[], { columns, rows }: Host["stdout"]): readonly string[] {
  const room = (rows !== undefined && rows > 0 ? rows : USUAL_ROWS) - 1;
  const whole = lines.reduce((sum, line) => sum + rowsOf(line, columns), 0);
  if (whole <= room) return lines;
  const tail = lines.slice(-2);
  const head: string[] = [];
  let used = tail.reduce((sum, line) => sum + rowsOf(line, columns), 1);
  for (const line of lines.slice(0, -2)) {
    used += rowsOf(line, columns);
    if (used > room) break;
    head.push(line);
  }
  return [...head, `(${lines.length - 2 - head.length} more; no room to show them)`, ...tail];
}

/** A line wider than the terminal takes several rows. */
function rowsOf(line: string, columns: number | undefined): number {
  if (columns === undefined || columns <= 0) return 1;
  return Math.max(1, Math.ceil(widthOf(line) / columns));
}

/** Prints a line for each change; in JSON, one object per line. */
function logged<T>(
  result: WatchResult<T>,
  { stdout, clock }: Host,
  { output }: RenderOptions,
  narrator: Narrator,
): Screen<T> {
  let before: Map<string, T> | null = null;
  let lastFailure = "";
  // Reported once, however long it lasts.
  const warn = (message: string): void => {
    if (message !== lastFailure && message !== "") narrator.warn(message);
    lastFailure = message;
  };
  return {
    show: ({ items, error, emptyNote }) => {
      warn(error?.message ?? "");
      const now = new Map(items.map((it) => [result.keyOf(it), it]));
      if (before === null && items.length === 0) narrator.step(emptyNote ?? "nothing found");
      const changes = differences(before ?? new Map<string, T>(), now, result.tell);
      before = now;
      const at = timeOf(clock.now());
      const text = changes.map(({ change, item }) =>
        output === "json"
          ? safeJson({ at, change, [result.resource.singular]: item })
          : plain(`${at} ${lineOf(result, change, item)}`),
      );
      return write(stdout, text.map((it) => `${it}\n`).join(""));
    },
    fail: (error) => {
      warn(`${error.message} Trying again.`);
      return Promise.resolve(isWritable(stdout));
    },
  };
}

type Change = "added" | "changed" | "removed";

interface Changed<T> {
  change: Change;
  item: T;
}

function differences<T>(
  before: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
  tell: (item: T) => string,
): Changed<T>[] {
  const gone = [...before].filter(([key]) => !now.has(key));
  return [
    ...gone.map(([, item]): Changed<T> => ({ change: "removed", item })),
    ...[...now].flatMap(([key, item]): Changed<T>[] => {
      const old = before.get(key);
      if (old === undefined) return [{ change: "added", item }];
      return tell(old) === tell(item) ? [] : [{ change: "changed", item }];
    }),
  ];
}

function lineOf<T>({ resource, tell }: WatchResult<T>, change: Change, item: T): string {
  return `${resource.nameOf(item)}: ${change === "removed" ? "gone" : tell(item)}`;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** False when the reader has gone (`| head`): then there is nobody to watch for. */
function write(stdout: Host["stdout"], text: string): Promise<boolean> {
  if (text === "") return Promise.resolve(isWritable(stdout));
  return new Promise((resolve) => {
    stdout.write(text, (error) => resolve(error === null || error === undefined));
  });
}

function isWritable(stdout: Host["stdout"]): boolean {
  return stdout.writable;
}
