import { QuantsError } from "../../core/errors.ts";
import type { Context } from "../../core/context.ts";
import type { JournalOperation } from "../../core/journal/operation.ts";
import { readNoted, string, stringByKey } from "../../core/journal/shapes.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { recordName } from "./record-name.ts";

const START = "cutover start";
const CHANGES: ReadonlySet<string> = new Set([START, "cutover promote", "cutover abort"]);
const NOTED = { zone: string, from: string, saved: stringByKey, step: string };

/** A run of `cutover start`, as its journal tells of it. */
export interface PastCutover {
  operation: JournalOperation;
  to: string;
  noted: { zone?: string; from?: string; saved?: Readonly<Record<string, string>>; step?: string };
}

/** Every cut-over of the record in this account that changed something, oldest first. */
export async function pastCutovers(name: string, context: Context): Promise<PastCutover[]> {
  const { operations } = await context.journal.read();
  return operations.flatMap((operation) => {
    const isIts = operation.command === START && isAbout(operation, name);
    if (!isIts || !context.journal.isOurs(operation)) return [];
    const noted = readNoted(NOTED, { ...operation.resuming, ...operation.remembered });
    const to = operation.options["to"];
    return typeof to === "string" ? [{ operation, to, noted }] : [];
  });
}

function isAbout({ options }: JournalOperation, name: string): boolean {
  const { argument } = options;
  try {
    return typeof argument === "string" && recordName(argument) === name;
  } catch {
    return false;
  }
}

/** The last one; throws `not_found` when the journal tells of none. */
export async function lastCutover(name: string, context: Context): Promise<PastCutover> {
  const last = (await pastCutovers(name, context)).at(-1);
  if (last !== undefined) return last;
  throw new QuantsError("not_found", `The journal has no cut-over of ${name}.`, {
    hint: advice`Begin one: ${toRun("cutover start", { argument: name })}`,
    resource: name,
  });
}

/** Two that move the same traffic at once would undo each other. */
export async function refuseSecond(name: string, context: Context): Promise<void> {
  const { operations } = await context.journal.read();
  const running = operations.find(
    (it) =>
      it.status === "running" &&
      CHANGES.has(it.command) &&
      isAbout(it, name) &&
      context.journal.isOurs(it) &&
      it.pid !== process.pid,
  );
  if (running === undefined) return;
  throw new QuantsError(
    "conflict",
    `${running.command} of ${name} is running (process ${running.pid}, since ${running.started_at}).`,
    {
      hint: advice`See: ${toRun("cutover status", { argument: name })}. To end it: ${toRun("cutover abort", { argument: name })}`,
      resource: name,
    },
  );
}
