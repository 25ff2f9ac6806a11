import type { ActionOf } from "../contracts/service-action.ts";
import type { JournalCall } from "./call.ts";
import { wordsFor } from "./action.ts";
import type { JournalLine, LineOf } from "./lines.ts";
import { type OperationTarget, targetsFrom } from "./operation-targets.ts";

export type OperationStatus = "running" | "done" | "failed" | "interrupted" | "settled";

/**
 * One command that changed something, as recorded in the journal. The keys are those of `infra
 * log`.
 */
export interface JournalOperation {
  id: string;
  status: OperationStatus;
  command: string;
  /** What it was meant to do: `stop`, `set Environment=prod`. */
  action: string;
  options: LineOf<"asked">["options"];
  /** Further facts, if it was to finish or undo another operation. */
  resuming: LineOf<"asked">["resuming"];
  provider: string;
  profile: string | null;
  account: string | null;
  endpoint: string | null;
  region: string | null;
  started_at: string;
  ended_at: string | null;
  version: string;
  host: string;
  user: string | null;
  pid: number;
  cwd: string;
  calls: JournalCall[];
  /** What it worked on, with the outcome of each; none in journals of older versions. */
  targets: OperationTarget[];
  /** What the command noted for a later one that finishes or undoes it. */
  remembered: LineOf<"remembered">["facts"];
  steps: string[];
  error: { code: string | null; message: string | null } | null;
  settled_by: string | null;
}

/**
 * True if it was cut off, or failed where something may be half done, and has not been finished,
 * undone or settled since. Targets count one by one: one that was refused before anything was sent
 * for it has merely failed.
 */
export function isUnfinished({ status, calls, targets, ended_at }: JournalOperation): boolean {
  if (status !== "interrupted" && status !== "failed") return false;
  if (ended_at === null || targets.some((it) => it.status === "open")) return true;
  const beside = targets.length === 0 ? calls : calls.filter(({ target }) => target === null);
  if (status === "interrupted") return targets.length === 0 || beside.some(mayHaveChanged);
  return beside.some(mayHaveChanged);
}

/** False for a request known to have had no effect. */
function mayHaveChanged({ change, effect }: Pick<JournalCall, "change" | "effect">): boolean {
  return change && effect !== "none";
}

/**
 * Null if the first line is not `asked`. `isAlive` says whether its process is still running, from
 * that line and the time of the last one.
 */
export function operationFrom(
  lines: readonly JournalLine[],
  isAlive: (asked: LineOf<"asked">, last: string) => boolean,
  actionOf: ActionOf = () => null,
): JournalOperation | null {
  const [asked] = lines;
  if (asked?.type !== "asked") return null;
  const calls = new Map<number, JournalCall>();
  const steps: string[] = [];
  const remembered: JournalOperation["remembered"] = {};
  let ended: LineOf<"ended"> | null = null;
  let settled: string | null = null;
  for (const line of lines) {
    if (line.type === "call") {
      const { n, at, operation, region, resource, change, target } = line;
      // Older versions only recorded the service's name.
      const action = line.action === undefined ? actionOf(operation) : line.action;
      calls.set(n, {
        n,
        at,
        operation,
        action,
        region,
        resource,
        change,
        target,
        outcome: null,
        effect: null,
        request_id: null,
      });
    } else if (line.type === "answer") {
      const call = calls.get(line.n);
      if (call !== undefined) {
        Object.assign(call, {
          outcome: line.outcome,
          effect: line.effect,
          request_id: line.request_id,
        });
      }
    } else if (line.type === "remembered") Object.assign(remembered, line.facts);
    else if (line.type === "step") steps.push(line.text);
    else if (line.type === "ended") ended = line;
    else if (line.type === "settled") settled = line.by;
  }
  const over =
    ended?.outcome ?? (isAlive(asked, lines.at(-1)?.at ?? asked.at) ? "running" : "interrupted");
  return {
    id: asked.id,
    status: settled === null ? over : "settled",
    command: asked.command,
    action: wordsFor(asked.command, asked.options),
    options: asked.options,
    resuming: asked.resuming,
    provider: asked.provider,
    profile: asked.profile,
    account: asked.account,
    endpoint: asked.endpoint,
    region: asked.region,
    started_at: asked.at,
    ended_at: ended?.at ?? null,
    version: asked.version,
    host: asked.host,
    user: asked.user,
    pid: asked.pid,
    cwd: asked.cwd,
    calls: [...calls.values()],
    targets: targetsFrom(lines, [...calls.values()]),
    remembered,
    steps,
    error:
      ended === null || ended.outcome === "done"
        ? null
        : { code: ended.code, message: ended.message },
    settled_by: settled,
  };
}
