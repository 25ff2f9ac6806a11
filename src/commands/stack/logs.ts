import type { Context } from "../../core/context.ts";
import type { LogEvent, LogReader } from "../../core/contracts/log-reader.ts";
import { QuantsError } from "../../core/errors.ts";
import { plain, safeJson } from "../../core/text/safe-text.ts";
import { abortReason, pause } from "../../core/time/wait.ts";
import { writeWhileRead } from "../../render/writer.ts";
import type { Command } from "../definition/command.ts";
import { oneRegionName } from "../shared/regions.ts";
import { selectGroups } from "./logs/groups.ts";
import type { spec } from "./logs.spec.ts";
import { regionIn } from "./region-in.ts";
import { stackRequest } from "./request.ts";

const HOUR_MS = 3_600_000;
const INTERVAL_MS = 2_000;
/** CloudWatch may take so long until what was written is found. */
const LATE_MS = 60_000;

export const command: Command<typeof spec> = async (options, context) => {
  const terraform = await context.terraform();
  const { groups, region } = await terraform.withStack(
    await stackRequest(options, context),
    async (stack) => {
      const resources = await stack.resources();
      return {
        groups: selectGroups(resources, options, stack.name),
        region: regionIn(resources) ?? (await oneRegionName(context)),
      };
    },
  );
  const reader = await context.aws().logs(region);
  const begin = context.clock.now() - (options.since ?? HOUR_MS);
  const tail = new Tail(reader, groups, begin, context);
  if (options.follow !== true) {
    await tail.print();
    return { kind: "silent" };
  }
  try {
    while (await tail.print()) {
      await pause(context.clock, options.pollInterval ?? INTERVAL_MS, context.signal);
    }
    return { kind: "silent" };
  } catch (error) {
    // Stopping is how it ends; that is no failure to report.
    if (!context.signal.aborted) throw error;
    return { kind: "silent", status: abortReason(context.signal).exitStatus };
  }
};

/** Prints what was not printed yet. */
class Tail {
  readonly #reader: LogReader;
  readonly #groups: readonly string[];
  readonly #context: Context;
  /** From when each group is read; what was printed since then. */
  readonly #from = new Map<string, number>();
  readonly #printed = new Map<string, number>();
  readonly #missing = new Set<string>();

  constructor(reader: LogReader, groups: readonly string[], from: number, context: Context) {
    this.#reader = reader;
    this.#groups = groups;
    this.#context = context;
    for (const group of groups) this.#from.set(group, from);
  }

  /** Resolves with false when the reader has gone (`| head`). */
  async print(): Promise<boolean> {
    const events: LogEvent[] = [];
    for (const group of this.#groups) events.push(...(await this.#read(group)));
    const { host, settings } = this.#context;
    const line = settings.output === "json" ? jsonLine : textLine;
    const sorted = events.toSorted((one, other) => one.at - other.at);
    return writeWhileRead(host.stdout, linesOf(sorted, line));
  }

  async #read(group: string): Promise<LogEvent[]> {
    const from = this.#from.get(group) ?? 0;
    try {
      const { signal } = this.#context;
      const events = await this.#reader.since(group, from, { signal });
      const fresh = events.filter(({ id }) => !this.#printed.has(`${group} ${id}`));
      for (const { id, at } of fresh) this.#printed.set(`${group} ${id}`, at);
      this.#forget(group, fresh.at(-1)?.at);
      return fresh;
    } catch (error) {
      if (!(error instanceof QuantsError) || error.code !== "not_found") throw error;
      // Airflow makes a group when it first writes to it.
      if (!this.#missing.has(group))
        this.#context.narrator.warn(`there is no log group ${group} yet`);
      this.#missing.add(group);
      return [];
    }
  }

  /** What is so old that it can't be found anew need not be remembered. */
  #forget(group: string, last: number | undefined): void {
    if (last === undefined) return;
    const from = Math.max(this.#from.get(group) ?? 0, last - LATE_MS);
    this.#from.set(group, from);
    for (const [key, at] of this.#printed)
      if (key.startsWith(`${group} `) && at < from) this.#printed.delete(key);
  }
}

function* linesOf(
  events: readonly LogEvent[],
  line: (event: LogEvent) => string,
): Iterable<string> {
  for (const event of events) yield `${line(event)}\n`;
}

function textLine({ at, group, message }: LogEvent): string {
  return `${new Date(at).toISOString()}  ${plain(group)}  ${plain(message.trimEnd())}`;
}

function jsonLine({ at, group, stream, message }: LogEvent): string {
  return safeJson({ at: new Date(at).toISOString(), group, stream, message });
}
