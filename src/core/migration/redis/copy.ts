import type { RedisCommand } from "../../contracts/redis-control.ts";
import { type QuantsError, toQuantsError } from "../../errors.ts";
import { pause, throwIfAborted } from "../../time/wait.ts";
import { Budget } from "./budget.ts";
import { aheadOf } from "./clocks.ts";
import { judgePresent } from "./present.ts";
import { ask, buffersOf, listOf, textOf } from "./replies.ts";
import { Sizes } from "./sizes.ts";
import type { Primary, RedisStore } from "./store.ts";
import type { TransferOptions } from "./transfer.ts";
import { readItems } from "./read-items.ts";
import { writeItems } from "./write-items.ts";

/** Keys asked for at once. */
const PAGE = 500;

/** Pages under way at once, so that both servers and this process always have something to do. */
const PAGES = 6;

/** Bytes of values under way at once. */
const ROOM = 16 << 20;

/** Bytes that are read from the source at once. */
const PIECE = 2 << 20;

/** How often what passes is waited for without any progress: half a minute in all. */
const TRIES = 8;

/** Milliseconds. */
const FIRST_PAUSE = 250;
const LAST_PAUSE = 8_000;

/** Where a server's keys have been copied up to: its run, and what SCAN goes on from. */
export interface Mark {
  runId: string;
  /** `done` when all are. */
  cursor: string;
}

export interface CopyOptions extends Omit<TransferOptions, "clocks"> {
  source: RedisStore;
  target: RedisStore;
  match: string | undefined;
  signal: AbortSignal;
  /** By the name of the source's server; told of here, and begun from. */
  marks: Map<string, Mark>;
  /** Called when the marks have changed. */
  onMark: () => void;
  /** Called when something is waited for, with what. */
  onWait: (error: QuantsError) => void;
}

/**
 * Copies every server of the source in turn. What passes, such as a lost connection or a failover,
 * is waited for; then it goes on from the marks.
 */
export async function copyAll(options: CopyOptions): Promise<void> {
  const { source, target, marks, clock, signal } = options;
  let tries = 0;
  for (let reached = ""; ;) {
    try {
      if (tries > 0) await refreshBoth(source, target);
      return await copyOnce(options);
    } catch (thrown) {
      throwIfAborted(signal);
      const error = toQuantsError(thrown);
      const now = JSON.stringify([...marks]);
      tries = now === reached ? tries + 1 : 1;
      reached = now;
      if (!error.retryable || tries > TRIES) throw error;
      options.onWait(error);
      await pause(clock, Math.min(FIRST_PAUSE * 2 ** (tries - 1), LAST_PAUSE), signal);
    }
  }
}

/** Waits for both, whatever becomes of one: whoever closes the stores then closes all that is open. */
async function refreshBoth(source: RedisStore, target: RedisStore): Promise<void> {
  const ends = await Promise.allSettled([source.refresh(), target.refresh()]);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

async function copyOnce(options: CopyOptions): Promise<void> {
  const { clock } = options;
  const [first] = options.target.primaries;
  const target = first === undefined ? 0 : await aheadOf(first.node, clock);
  for (const primary of options.source.primaries) {
    if (markOf(primary, options.marks)?.cursor === "done") continue;
    const source = await aheadOf(primary.node, clock);
    await copyServer(primary, { ...options, clocks: { source, target } });
  }
}

/** The mark of a server, unless it has started anew since: its cursors mean nothing then. */
function markOf({ node, facts }: Primary, marks: ReadonlyMap<string, Mark>): Mark | undefined {
  const mark = marks.get(node.name);
  return mark !== undefined && mark.runId === facts.runId ? mark : undefined;
}

interface Page {
  /** The cursor behind it. */
  next: string;
  isDone: boolean;
}

async function copyServer(primary: Primary, options: CopyOptions & TransferOptions): Promise<void> {
  const { match, marks, signal, onMark } = options;
  const { node, facts } = primary;
  const budget = new Budget(ROOM);
  const sizes = new Sizes(facts, match);
  const pages: Page[] = [];
  const underWay = new Set<Promise<void>>();
  const failures: QuantsError[] = [];
  let cursor = markOf(primary, marks)?.cursor ?? "0";
  const mark = (): void => {
    for (let [first] = pages; first?.isDone === true; [first] = pages) {
      pages.shift();
      const at = first.next === "0" ? "done" : first.next;
      marks.set(node.name, { runId: facts.runId ?? "", cursor: at });
      onMark();
    }
  };
  const copyPage = async (page: Page, keys: readonly Buffer[]): Promise<void> => {
    try {
      await copyKeys(primary, keys, budget, { ...options, sizes });
      page.isDone = true;
      mark();
    } catch (error) {
      failures.push(toQuantsError(error));
    }
  };
  do {
    throwIfAborted(signal);
    const command: RedisCommand = ["SCAN", cursor, "COUNT", String(PAGE)];
    const reply = listOf(
      await ask(node, ...command, ...(match === undefined ? [] : ["MATCH", match])),
    );
    cursor = textOf(reply[0]);
    const page = { next: cursor, isDone: false };
    pages.push(page);
    const work = copyPage(page, buffersOf(reply[1])).finally(() => underWay.delete(work));
    underWay.add(work);
    while (underWay.size >= PAGES) await Promise.race(underWay);
  } while (cursor !== "0" && failures.length === 0);
  await Promise.all(underWay);
  const [failure] = failures;
  if (failure !== undefined) throw failure;
}

async function copyKeys(
  primary: Primary,
  keys: readonly Buffer[],
  budget: Budget,
  options: CopyOptions & TransferOptions & { sizes: Sizes },
): Promise<void> {
  const { sizes, target, signal } = options;
  const each = await sizes.of(primary.node, keys);
  for (let start = 0; start < keys.length;) {
    let end = start;
    let bytes = 0;
    do {
      bytes += each(end);
      end += 1;
    } while (end < keys.length && bytes + each(end) <= PIECE);
    throwIfAborted(signal);
    const done = await budget.take(bytes);
    try {
      const items = await readItems(primary, keys.slice(start, end), options);
      sizes.learn(items);
      const present = await writeItems(target, items, options);
      if (present.length > 0) await judgePresent(primary.node, target, present, options);
    } finally {
      done();
    }
    start = end;
  }
}
