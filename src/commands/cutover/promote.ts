import { QuantsError } from "../../core/errors.ts";
import { isUnfinished } from "../../core/journal/operation.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { checkGuard } from "../../core/cutover/bake.ts";
import { weightsFor } from "../../core/cutover/weights.ts";
import type { Command } from "../definition/command.ts";
import { lastCutover } from "./journal.ts";
import { setAtOnce } from "./at-once.ts";
import type { spec } from "./promote.spec.ts";
import { recordName } from "./record-name.ts";
import { openTraffic } from "./traffic.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const name = recordName(options.argument);
  const { operation, to, noted } = await lastCutover(name, context);
  if (!isUnfinished(operation)) {
    throw new QuantsError("invalid_state", `No cut-over of ${name} is held.`, {
      hint: advice`See: ${toRun("cutover status", { argument: name })}`,
      resource: name,
    });
  }
  const { alarm, probe } = operation.options;
  const guard = {
    ...(Array.isArray(alarm) && { alarm: alarm.filter((it) => typeof it === "string") }),
    ...(typeof probe === "string" && { probe }),
  };
  const { from, zone } = noted;
  const opened = await openTraffic({ name, to, from, zone }, guard, context);
  await checkGuard(opened.traffic.guard, name, context.signal);
  return setAtOnce("promote", opened, weightsFor(opened.pairs, 100), options, context);
};
