import { advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./undo.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, combineErrors, errorToJson, toQuantsError } from "../../core/errors.ts";
import { type UndoneRecord, undoneResource } from "../../core/fields/undone.ts";
import { openTargets } from "../../core/journal/open-targets.ts";
import type { JournalOperation } from "../../core/journal/operation.ts";
import type { TargetRef } from "../../core/journal/target.ts";
import { collection } from "../../core/result.ts";
import type { StepChange } from "../../core/plan/step.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { plain } from "../../core/text/safe-text.ts";
import { elsewhereMade, operationsOf } from "./resume/find.ts";
import { undoAddress } from "./undo/address.ts";
import { undoAlarm } from "./undo/alarm.ts";
import { undoAutoSnapshot } from "./undo/auto-snapshot.ts";
import { undoDisk } from "./undo/disk.ts";
import { undoDns } from "./undo/dns.ts";
import { undoFirewall } from "./undo/firewall.ts";
import { cannotUndo } from "./undo/refusals.ts";
import { undoState } from "./undo/state.ts";
import type { UndoStep, Undoer } from "./undo/step.ts";
import { undoTags } from "./undo/tags.ts";
import { ownValue } from "../../core/text/own-value.ts";

export type UndoOptions = OptionsFor<typeof spec>;

const UNDOERS: Readonly<Record<string, Undoer>> = {
  "infra tag set": undoTags,
  "infra tag remove": undoTags,
  "infra snapshot auto on": undoAutoSnapshot,
  "infra snapshot auto off": undoAutoSnapshot,
  "alarm set": undoAlarm,
  "alarm apply": undoAlarm,
  "alarm remove": undoAlarm,
  "dns set": undoDns,
  "dns remove": undoDns,
  "dns import": undoDns,
  "infra ports open": undoFirewall,
  "infra ports close": undoFirewall,
  "infra ports set": undoFirewall,
  "infra disk attach": undoDisk,
  "infra disk detach": undoDisk,
  "infra ip allocate": undoAddress,
  "infra ip attach": undoAddress,
  "infra ip detach": undoAddress,
  "infra ip move": undoAddress,
  "infra manage": undoState,
};

/** Each of their changes may need those before it: a CNAME has to be the only entry of its name. */
const LAST_FIRST: ReadonlySet<string> = new Set(["dns import"]);

/** Gives what an operation changed the values that it had, if they are still as it left them. */
export const command: Command<typeof spec> = async (options, context) => {
  const { yes = false, dryRun = false } = options;
  const operation = await find(options.argument, context);
  const undoer = ownValue(UNDOERS, operation.command);
  if (undoer === undefined || operation.options["action"] === "reboot") throw cannotUndo(operation);
  const { steps, errors } = await planAll(undoer, operation, context);
  const refusals = options.force === true ? [] : steps.flatMap((it) => refusalOf(it, operation.id));
  const failed = combineErrors(
    [...errors, ...refusals],
    steps.length + errors.length,
    "targets",
    "Each is listed. Later changes are only overwritten with --force.",
  );
  const changes = steps.flatMap(changesOf);
  if (dryRun) return planned(changes, failed);
  // Half of it would be a third state, which nobody asked for.
  if (failed !== null) throw failed;
  if (steps.length === 0) throw nothingNoted(operation);
  for (const line of changes) context.narrator.step(plain(`  ${line.name}: ${line.detail}`));
  if (changes.length > 0 && !yes) await confirm(steps, operation, context);
  const results = await carryOut(steps, context);
  const error = combineErrors(
    results.flatMap(({ error: it }) => it ?? []),
    results.length,
    "targets",
  );
  if (error === null) context.journal.settle(operation.id);
  return collection({
    resource: undoneResource,
    items: results.flatMap(recordsOf),
    emptyNote: "Everything is already as it was before: nothing was changed.",
    error,
  });
};

async function find(id: string, context: Context): Promise<JournalOperation> {
  const operations = await operationsOf(context);
  const found = operations.find((it) => it.id === id);
  if (found === undefined) {
    throw new QuantsError("not_found", `The journal has no operation ${id}.`, {
      hint: advice`See: ${toRun("infra log")}`,
      resource: id,
    });
  }
  if (!context.journal.isOurs(found)) throw elsewhereMade(found, context);
  if (found.status === "running") {
    throw new QuantsError("invalid_state", `${id} is running: ${found.command}.`, {
      hint: "Wait until it has ended.",
      resource: id,
    });
  }
  const before = operations.findLast(
    (it) => it.command === "infra undo" && it.status === "done" && it.options["argument"] === id,
  );
  if (before === undefined) return found;
  throw new QuantsError("invalid_state", `${id} was undone already, by ${before.id}.`, {
    hint: advice`See: ${toRun("infra log", { id: before.id })}`,
    resource: id,
  });
}

async function planAll(
  undoer: Undoer,
  operation: JournalOperation,
  context: Context,
): Promise<{ steps: UndoStep[]; errors: QuantsError[] }> {
  const steps: UndoStep[] = [];
  const errors: QuantsError[] = [];
  for (const target of touchedBy(operation)) {
    try {
      const step = await undoer(target, operation, context);
      if (step !== null) steps.push(step);
    } catch (error) {
      errors.push(toQuantsError(error));
    }
  }
  return { steps, errors };
}

/** Whatever it may have changed: what was refused was not. */
function touchedBy(operation: JournalOperation): TargetRef[] {
  const { command: path, targets } = operation;
  if (targets.length === 0) return openTargets(operation);
  const touched = targets.filter(({ status }) => status !== "refused");
  return LAST_FIRST.has(path) ? touched.toReversed() : touched;
}

function refusalOf({ changed, target }: UndoStep, id: string): QuantsError[] {
  if (changed === null) return [];
  return [
    new QuantsError("conflict", `Not undone: ${changed}.`, {
      hint: advice`It has changed since the operation. To overwrite it anyway: ${toRun("infra undo", { argument: id, force: true })}`,
      resource: target.name,
    }),
  ];
}

function changesOf({ target, changes }: UndoStep): StepChange[] {
  const { kind, region, name } = target;
  return changes.map(({ what, now, was, monthly_usd = 0 }) => ({
    monthly_usd,
    action: "undo",
    kind,
    name,
    region,
    detail: `${what}: ${now} → ${was}`,
  }));
}

async function confirm(
  steps: readonly UndoStep[],
  operation: JournalOperation,
  context: Context,
): Promise<void> {
  const what = `undo ${operation.command} of ${operation.started_at}`;
  requireTerminal(context.host, what);
  const locking = steps.filter(({ locksOut }) => locksOut === true);
  const names = locking.map(({ target }) => target.name);
  const expected =
    locking.length === 0 ? "yes" : locking.length === 1 ? (names[0] ?? "") : String(names.length);
  await confirmByTyping(context, {
    facts:
      locking.length === 0
        ? ["The values are shown above: now and before."]
        : [
            `Anyone using SSH from an address that is no longer allowed will be locked out of: ${names.join(", ")}`,
          ],
    question: `Type ${expected} to undo it`,
    expected,
  });
}

interface Result {
  step: UndoStep;
  error: QuantsError | null;
}

async function carryOut(steps: readonly UndoStep[], context: Context): Promise<Result[]> {
  const { journal, narrator } = context;
  journal.recordTargets(steps.map(({ target }) => target));
  const results: Result[] = [];
  for (const step of steps) {
    const { target, changes, apply } = step;
    try {
      await journal.about(target, async () => {
        if (changes.length > 0) await apply();
        return {};
      });
      if (changes.length > 0) narrator.step(`${target.name}: as it was before`);
      results.push({ step, error: null });
    } catch (error) {
      results.push({ step, error: toQuantsError(error) });
    }
  }
  return results;
}

function recordsOf({ step, error }: Result): UndoneRecord[] {
  const { kind, region, name } = step.target;
  return step.changes.map(({ what, now, was }) => ({
    kind,
    region,
    name,
    what,
    before: now,
    after: error === null ? was : "unknown",
    changed: error === null,
    error: error && errorToJson(error),
  }));
}

function nothingNoted({ id, command: path }: JournalOperation): QuantsError {
  return new QuantsError(
    "invalid_state",
    `${id} (${path}) recorded nothing that could be undone.`,
    {
      hint: advice`It changed nothing, or an older version ran it; see: ${toRun("infra log", { id })}`,
      resource: id,
    },
  );
}
