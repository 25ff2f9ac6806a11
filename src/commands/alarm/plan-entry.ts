import { conditionText } from "../../core/alarms/condition.ts";
import { type PlannedAlarm, actionOf } from "../../core/alarms/plan.ts";
import { differencesOf } from "../../core/alarms/settings.ts";
import { errorToJson } from "../../core/errors.ts";
import type { AlarmPlanEntry } from "../../core/fields/alarm-plan.ts";

/** What is planned for one alarm, before anything is done. */
export function entryOf(planned: PlannedAlarm): AlarmPlanEntry {
  const { instance, region, name, before, after, isMoved, reason, refusal } = planned;
  const isKept = before !== null && after !== null;
  return {
    ...{ instance, region, name, action: actionOf(planned), reason, changed: false },
    condition: after === null ? null : conditionText(after),
    differences: isKept ? differencesOf(before, after, isMoved) : [],
    error: refusal && errorToJson(refusal),
  };
}
