import { QuantsError } from "../../core/errors.ts";
import { isUnfinished } from "../../core/journal/operation.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import type { Command } from "../definition/command.ts";
import { lastCutover, refuseSecond } from "./journal.ts";
import { recordName } from "./record-name.ts";
import type { spec } from "./resume.spec.ts";

/** Has the program run the cut-over again, from the step at which it was. */
export const command: Command<typeof spec> = async (options, context) => {
  const name = recordName(options.argument);
  await refuseSecond(name, context);
  const { operation } = await lastCutover(name, context);
  if (!isUnfinished(operation)) {
    throw new QuantsError(
      "invalid_state",
      `The last cut-over of ${name}, of ${operation.started_at}, is over: nothing is held.`,
      { hint: advice`See: ${toRun("cutover status", { argument: name })}`, resource: name },
    );
  }
  return {
    kind: "rerun",
    operation,
    undo: false,
    open: null,
    options: {
      ...(options.yes === true && { yes: true }),
      ...(options.dryRun === true && { dryRun: true }),
    },
  };
};
