import { advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./log.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import { QuantsError } from "../../core/errors.ts";
import { operationResource } from "../../core/fields/operations.ts";
import { globMatches } from "../../core/inventory/glob.ts";
import { type JournalOperation, isUnfinished } from "../../core/journal/operation.ts";
import { momentAt } from "../../core/time/moment.ts";
import { collection } from "../../core/result.ts";
import { checkListOptions } from "../shared/list-options.ts";

export type LogOptions = OptionsFor<typeof spec>;

const DEFAULT_LIMIT = 20;

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(operationResource, options, context.settings.output);
  const { operations, damaged } = await context.journal.read();
  for (const file of damaged) context.narrator.warn(`${file} is not a journal: skipped`);
  const { id } = options;
  if (id !== undefined) {
    const found = operations.find((it) => it.id === id);
    if (found === undefined) throw unknown(id);
    return { kind: "report", data: found, names: [id] };
  }
  const wanted = operations.filter(filterOf(options, context.clock.now()));
  // Nothing that is left to be done goes unmentioned.
  const limit = options.limit ?? (options.unfinished === true ? Infinity : DEFAULT_LIMIT);
  return collection({
    resource: operationResource,
    items: wanted.slice(-limit),
    emptyNote:
      options.unfinished === true && !operations.some(isUnfinished)
        ? "Nothing is unfinished."
        : operations.length > 0
          ? `No operation matches (${operations.length} checked).`
          : "Nothing was changed with quants-ctl yet.",
  });
};

function filterOf(
  { unfinished, since, until, name: patterns, user }: LogOptions,
  now: number,
): (it: JournalOperation) => boolean {
  const from = since === undefined ? -Infinity : momentAt(since, now);
  const to = until === undefined ? Infinity : momentAt(until, now);
  return (it) => {
    const at = Date.parse(it.started_at);
    return (
      (unfinished !== true || isUnfinished(it)) &&
      at >= from &&
      at < to &&
      (user === undefined || it.user === user) &&
      (patterns === undefined ||
        aboutOf(it).some((one) => patterns.some((p) => globMatches(p, one))))
    );
  };
}

/** Names of all that it changed, or was to. */
function aboutOf({ calls, targets }: JournalOperation): string[] {
  return [
    ...targets.map(({ name }) => name),
    ...calls.flatMap(({ change, resource }) => (change && resource !== null ? [resource] : [])),
  ];
}

function unknown(id: string): QuantsError {
  return new QuantsError("not_found", `The journal has no operation ${id}.`, {
    hint: advice`See: ${toRun("infra log")}`,
    resource: id,
  });
}
