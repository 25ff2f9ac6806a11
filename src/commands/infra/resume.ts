import type { Context } from "../../core/context.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";
import { type JournalOperation, isUnfinished } from "../../core/journal/operation.ts";
import type { Moment } from "../../core/moment.ts";
import type { Command } from "../command.ts";
import { dismiss } from "./resume-dismiss.ts";
import { namedOperation, operationsOf } from "./resume-find.ts";

export interface ResumeOptions {
  id?: string;
  undo?: boolean;
  /** Mark it as over, whatever it left. */
  dismiss?: boolean;
  /** To dismiss: every unfinished one. */
  all?: boolean;
  /** To dismiss: those that began before this time. */
  before?: Moment;
  yes?: boolean;
  dryRun?: boolean;
}

/** Finds what was left unfinished, and has the program run what finishes or undoes it. */
export const command: Command<ResumeOptions> = async (options, context) => {
  if (options.dismiss === true) return dismiss(options, context);
  const bulk = options.all === true ? "--all" : options.before === undefined ? null : "--before";
  if (bulk !== null) {
    throw new UsageError(`${bulk} is for --dismiss.`, {
      hint: "Operations are finished or undone one at a time: give the --id of one.",
    });
  }
  const operation = await find(options, context);
  const { id, command: path, started_at: since, status } = operation;
  const last = operation.calls.findLast((call) => call.change);
  const where = last === undefined ? "" : `, its last change being ${last.operation}`;
  const what = options.undo === true ? "undoing" : "going on with";
  context.narrator.step(`${what} ${path} of ${since} (${id}), ${status}${where}`);
  return {
    kind: "rerun",
    operation,
    undo: options.undo ?? false,
    options: {
      ...(options.yes === true && { yes: true }),
      ...(options.dryRun === true && { dryRun: true }),
    },
  };
};

/** What was left for longer may well be in use by now: it has to be named. */
const RECENT_MS = 7 * 86_400_000;

async function find({ id, undo }: ResumeOptions, context: Context): Promise<JournalOperation> {
  const { journal } = context;
  if (id !== undefined) {
    const found = await namedOperation(id, context);
    if (journal.isOurs(found)) return found;
    throw elsewhereMade(found);
  }
  const operations = await operationsOf(context);
  const unfinished = operations.filter(isUnfinished);
  const ours = unfinished.findLast((it) => journal.isOurs(it));
  if (ours !== undefined) {
    if (context.clock.now() - Date.parse(ours.started_at) <= RECENT_MS) return ours;
    throw longAgo(ours, undo ?? false);
  }
  const elsewhere = unfinished.length;
  throw new QuantsError(
    "not_found",
    "There is nothing to go on with: no operation is unfinished.",
    {
      hint:
        elsewhere === 0
          ? "See: quants-ctl infra log"
          : `${elsewhere} unfinished with another --provider, --profile, account or endpoint; see: quants-ctl infra log --unfinished`,
    },
  );
}

function longAgo(
  { id, command: path, started_at: since }: JournalOperation,
  undo: boolean,
): QuantsError {
  return new QuantsError(
    "conflict",
    `The last unfinished operation is ${path} of ${since}, which is long ago.`,
    {
      hint: `See what it did with \`quants-ctl infra log --id ${id}\`. If it is meant: quants-ctl infra resume --id ${id}${undo ? " --undo" : ""}`,
      resource: id,
    },
  );
}

/** Its names may well be those of other things here. */
function elsewhereMade(operation: JournalOperation): QuantsError {
  const { id, provider, profile, account, endpoint } = operation;
  const where = [
    `--provider ${provider}`,
    ...(profile === null ? [] : [`--profile ${profile}`]),
    ...(account === null ? [] : [`keys of the account ${account}`]),
    ...(endpoint === null
      ? []
      : [provider === "sandbox" ? `the sandbox in ${endpoint}` : `the endpoint ${endpoint}`]),
  ].join(", ");
  return new QuantsError("conflict", `${id} changed another account than this one: ${where}.`, {
    hint: "Run infra resume with the same settings as it had.",
    resource: id,
  });
}
