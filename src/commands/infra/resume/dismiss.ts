import { advice, toRun } from "../../../core/text/advice.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError, UsageError } from "../../../core/errors.ts";
import { operationResource } from "../../../core/fields/operations.ts";
import { type JournalOperation, isUnfinished } from "../../../core/journal/operation.ts";
import { momentAt } from "../../../core/time/moment.ts";
import { type CommandResult, collection } from "../../../core/result.ts";
import { confirmByTyping, requireTerminal } from "../../shared/prompt.ts";
import { plain } from "../../../core/text/safe-text.ts";
import { namedOperation, operationsOf } from "./find.ts";
import type { OptionsFor } from "../../definition/command.ts";
import type { spec } from "../resume.spec.ts";

type ResumeOptions = OptionsFor<typeof spec>;

const DISMISSED = "dismissed";

/**
 * For what can never succeed, or was put right by other means: no call is made. What it left
 * behind is the operator's to know, so they have to be named.
 */
export async function dismiss(
  options: ResumeOptions,
  context: Context,
): Promise<CommandResult<JournalOperation>> {
  const { id, undo = false, all = false, before } = options;
  if (undo) throw new UsageError("--dismiss and --undo exclude each other.", { hint: "Give one." });
  const ways = [id !== undefined, all, before !== undefined].filter(Boolean).length;
  if (ways === 0) {
    throw new UsageError("--dismiss needs --id, --all or --before.", {
      hint: advice`See: ${toRun("infra log", { unfinished: true })}; then give its --id. For several: --before yesterday, or --all.`,
    });
  }
  if (ways > 1) {
    throw new UsageError("--id, --all and --before exclude each other.", { hint: "Give one." });
  }
  if (id !== undefined) return dismissOne(await namedOperation(id, context), options, context);
  return dismissMany(options, context);
}

async function dismissOne(
  operation: JournalOperation,
  { dryRun = false }: ResumeOptions,
  context: Context,
): Promise<CommandResult<JournalOperation>> {
  const { id } = operation;
  const [left = operation] = await settleAll([operation], dryRun, context);
  return { kind: "report", data: left, names: [id] };
}

/** Those of other accounts as well: it is what `infra log --unfinished` shows. */
async function dismissMany(
  { before, yes = false, dryRun = false }: ResumeOptions,
  context: Context,
): Promise<CommandResult<JournalOperation>> {
  if (!yes && !dryRun) requireTerminal(context.host, "dismiss operations");
  const until = before === undefined ? Infinity : momentAt(before, context.clock.now());
  const selected = (await operationsOf(context)).filter(
    (it) => isUnfinished(it) && Date.parse(it.started_at) < until,
  );
  if (selected.length > 0 && !yes && !dryRun) {
    await confirmByTyping(context, {
      facts: [
        "These will count as finished; what they created stays, and is billed:",
        ...selected.map((it) => plain(`  ${it.id}  ${it.command}  ${aboutOf(it)}`)),
      ],
      question: `Type ${selected.length}, their number, to dismiss ${selected.length === 1 ? "it" : "them"}`,
      expected: String(selected.length),
    });
  }
  return collection({
    resource: operationResource,
    items: await settleAll(selected, dryRun, context),
    emptyNote: "Nothing is unfinished, so nothing was dismissed.",
  });
}

async function settleAll(
  operations: readonly JournalOperation[],
  dryRun: boolean,
  context: Context,
): Promise<JournalOperation[]> {
  if (!dryRun) for (const { id } of operations) context.journal.settle(id, DISMISSED);
  const { operations: now } = await context.journal.read();
  return operations.map((operation) => {
    const { id, command, started_at: since } = operation;
    const left = now.find((it) => it.id === id) ?? operation;
    if (!dryRun && isUnfinished(left)) {
      throw new QuantsError("failed", `${id} is still unfinished: its journal can't be written.`, {
        hint: "See the warning above for why.",
        resource: id,
      });
    }
    context.narrator.step(
      `${dryRun ? "would dismiss" : "dismissed"} ${command} of ${since}; what it created stays`,
    );
    return left;
  });
}

function aboutOf({ calls, targets }: JournalOperation): string {
  const open = targets.filter(({ status }) => status === "open").map(({ name }) => name);
  const touched = calls.flatMap(({ change, resource }) => (change ? [resource ?? ""] : []));
  return [...new Set(open.length > 0 ? open : touched)].join(" ");
}
