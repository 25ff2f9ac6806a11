import { type Wording, advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./resume.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";
import { madeText } from "../../core/journal/effects.ts";
import { type JournalOperation, isUnfinished } from "../../core/journal/operation.ts";
import type { TargetRef } from "../../core/journal/target.ts";
import type { CommandResult } from "../../core/result.ts";
import { dismiss } from "./resume/dismiss.ts";
import { review } from "./resume/review.ts";
import { elsewhereMade, namedOperation, operationsOf } from "./resume/find.ts";

type ResumeOptions = OptionsFor<typeof spec>;

/** Finds what was left unfinished, and has the program run what finishes or undoes it. */
export const command: Command<typeof spec> = async (options, context) => {
  if (options.dismiss === true) return dismiss(options, context);
  const bulk = options.all === true ? "--all" : options.before === undefined ? null : "--before";
  if (bulk !== null) {
    throw new UsageError(`${bulk} is for --dismiss.`, {
      hint: "Operations are finished or undone one at a time: give one --id.",
    });
  }
  const operation = await find(options, context);
  const undo = options.undo ?? false;
  const { left, over, billed } = await review(operation, undo, context);
  if (options.dryRun !== true) settleOver(operation, over, context);
  for (const { why } of over) context.narrator.step(why);
  for (const it of billed) context.narrator.warn(advice`left, and billed: ${it}`);
  // To undo what was done to the end is asked for sometimes; to do it again never is.
  const isReported = over.length > 0 || (!undo && operation.targets.length > 0);
  if (left.length === 0 && isReported)
    return nothingLeft(operation, over[0]?.why, options, context);
  const { id, command: path, started_at: since, status } = operation;
  const last = operation.calls.findLast((call) => call.change);
  const where = last === undefined ? "" : `, its last change being ${last.operation}`;
  const what = options.undo === true ? "undoing" : "resuming";
  const made = madeText(operation);
  const so = made === "" ? "" : `; so far it made ${made}`;
  context.narrator.step(`${what} ${path} of ${since} (${id}), ${status}${where}${so}`);
  return {
    kind: "rerun",
    operation,
    undo,
    // A journal of an older version says what it was about in its options.
    open: undo || (operation.targets.length === 0 && over.length === 0) ? null : left,
    options: {
      ...(options.yes === true && { yes: true }),
      ...(options.dryRun === true && { dryRun: true }),
    },
  };
};

function settleOver(
  operation: JournalOperation,
  over: readonly { target: TargetRef; why: Wording }[],
  { journal }: Context,
): void {
  // Of an older version's journal the targets are not told, and it is over as a whole only.
  if (operation.targets.length === 0) return;
  for (const { target, why } of over) journal.settleTarget(operation.id, target, String(why));
}

/** All that it was about is done, or was settled by somebody since. */
async function nothingLeft(
  operation: JournalOperation,
  why: Wording | undefined,
  { undo, dryRun }: ResumeOptions,
  { journal, narrator }: Context,
): Promise<CommandResult<JournalOperation>> {
  const { id } = operation;
  const made = madeText(operation);
  const so = made === "" ? "" : `, which made ${made}`;
  narrator.step(`nothing is left to be ${undo === true ? "undone" : "done"} of ${id}${so}`);
  if (dryRun !== true) journal.settle(id, why && String(why));
  const { operations } = await journal.read();
  const data = operations.find((it) => it.id === id) ?? operation;
  return { kind: "report", data, names: [id] };
}

/** What was left for longer may well be in use by now: it has to be named. */
const RECENT_MS = 7 * 86_400_000;

async function find({ id, undo }: ResumeOptions, context: Context): Promise<JournalOperation> {
  const { journal } = context;
  if (id !== undefined) {
    const found = await namedOperation(id, context);
    if (journal.isOurs(found)) return found;
    throw elsewhereMade(found, context);
  }
  const operations = await operationsOf(context);
  const unfinished = operations.filter(isUnfinished);
  const ours = unfinished.findLast((it) => journal.isOurs(it));
  if (ours !== undefined) {
    if (context.clock.now() - Date.parse(ours.started_at) <= RECENT_MS) return ours;
    throw longAgo(ours, undo ?? false);
  }
  const elsewhere = unfinished.length;
  throw new QuantsError("not_found", "There is nothing to resume: no operation is unfinished.", {
    hint:
      elsewhere === 0
        ? advice`See: ${toRun("infra log")}`
        : advice`${elsewhere} unfinished with another --provider, --profile, account or endpoint; see: ${toRun("infra log", { unfinished: true })}`,
  });
}

function longAgo(
  { id, command: path, started_at: since }: JournalOperation,
  undo: boolean,
): QuantsError {
  return new QuantsError(
    "conflict",
    `The last unfinished operation is ${path} of ${since}, more than a week ago.`,
    {
      hint: advice`See what it did with \`${toRun("infra log", { id })}\`. To resume it anyway: ${toRun("infra resume", { id, undo })}`,
      resource: id,
    },
  );
}
