import { QuantsError } from "../../core/errors.ts";
import { operationResource } from "../../core/fields/operations.ts";
import { isUnfinished } from "../../core/journal/operation.ts";
import { type Command, collection } from "../command.ts";
import { type ListOptions, checkListOptions } from "../list-options.ts";

export interface LogOptions extends ListOptions {
  /** Show this one with all its calls. */
  id?: string;
  unfinished?: boolean;
  limit?: number;
}

const DEFAULT_LIMIT = 20;

export const command: Command<LogOptions> = async (options, context) => {
  checkListOptions(operationResource, options, context.settings.output);
  const { operations, damaged } = await context.journal.read();
  for (const file of damaged) context.narrator.warn(`${file} is no journal: left out`);
  const { id } = options;
  if (id !== undefined) {
    const found = operations.find((it) => it.id === id);
    if (found === undefined) throw unknown(id);
    return { kind: "report", view: "operation", data: found, names: [id] };
  }
  const wanted = options.unfinished === true ? operations.filter(isUnfinished) : operations;
  // Nothing that is left to be done goes unmentioned.
  const limit = options.limit ?? (options.unfinished === true ? Infinity : DEFAULT_LIMIT);
  return collection({
    resource: operationResource,
    items: wanted.slice(-limit),
    emptyNote:
      options.unfinished === true
        ? "Nothing is unfinished."
        : "Nothing was changed with quants-ctl yet.",
  });
};

function unknown(id: string): QuantsError {
  return new QuantsError("not_found", `The journal has no operation ${id}.`, {
    hint: "See: quants-ctl infra log",
    resource: id,
  });
}
