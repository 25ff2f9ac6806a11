import type { spec } from "./plan.spec.ts";
import type { Command } from "../definition/command.ts";
import { combineErrors, QuantsError } from "../../core/errors.ts";
import { alarmPlanResource } from "../../core/fields/alarm-plan.ts";
import { collection } from "../../core/result.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { errorOfSome } from "../shared/each-region.ts";
import { checkListOptions } from "../shared/list-options.ts";
import { entryOf } from "./plan-entry.ts";
import { selectAlarms } from "./select.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(alarmPlanResource, options, context.settings.output);
  const { planned, errors, regions } = await selectAlarms(options, context);
  const unanswered = errorOfSome(errors, regions);
  const items = planned.map(({ entry }) => entryOf(entry));
  const refusals = planned.flatMap(({ entry }) => entry.refusal ?? []);
  const drifted = items.filter(({ action }) => action !== "none");
  return collection({
    resource: alarmPlanResource,
    items,
    emptyNote: errors.length > 0 ? undefined : "No instance has the tag Alarms.",
    // What could not be asked or read matters more than what differs.
    error:
      unanswered ??
      combineErrors(refusals, planned.length, "alarms", "Each is listed.") ??
      (options.failOnDrift === true && drifted.length > 0 ? drift(drifted.length) : null),
  });
};

function drift(count: number): QuantsError {
  const what = count === 1 ? "1 alarm is" : `${count} alarms are`;
  return new QuantsError("conflict", `${what} not as the tags ask.`, {
    hint: advice`Make them so: ${toRun("alarm apply")}`,
  });
}
