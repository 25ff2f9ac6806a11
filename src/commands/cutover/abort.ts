import { QuantsError } from "../../core/errors.ts";
import type { Command } from "../definition/command.ts";
import { setAtOnce } from "./at-once.ts";
import { lastCutover } from "./journal.ts";
import { recordName } from "./record-name.ts";
import type { spec } from "./abort.spec.ts";
import { openTraffic } from "./traffic.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const name = recordName(options.argument);
  const { operation, to, noted } = await lastCutover(name, context);
  const { saved, from, zone } = noted;
  if (saved === undefined) {
    throw new QuantsError(
      "invalid_state",
      `The cut-over of ${name} noted no weights to return to.`,
      {
        hint: `It changed nothing, or its journal ${operation.id} is damaged.`,
        resource: name,
      },
    );
  }
  const opened = await openTraffic({ name, to, from, zone }, {}, context);
  return setAtOnce("abort", opened, saved, options, context);
};
