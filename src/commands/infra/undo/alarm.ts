import { conditionText } from "../../../core/alarms/condition.ts";
import { differencesOf, sameSettings } from "../../../core/alarms/settings.ts";
import type { Alarm, AlarmSettings } from "../../../core/contracts/alarms.ts";
import { nullIfMissing } from "../../../core/errors.ts";
import { readNoted } from "../../../core/journal/shapes.ts";
import { ALARM_NOTES } from "../../alarm/options.ts";
import type { UndoChange, Undoer } from "./step.ts";

/** Gives an alarm the settings that it had, brings it back, or removes one that was made. */
export const undoAlarm: Undoer = async (target, operation, context) => {
  const { changes = [] } = readNoted(ALARM_NOTES, operation.remembered);
  const { region, name } = target;
  const noted = changes.find((it) => it.region === region && it.name === name);
  if (noted === undefined) return null;
  const [before = null] = noted.before;
  const [after = null] = noted.after;
  const { alarms } = await context.manager(region);
  const call = { signal: context.signal };
  const now = await nullIfMissing(alarms.get(name, call));
  const isSame = (it: AlarmSettings | null): boolean =>
    now === null || it === null ? now === it : sameSettings(now, it);
  return {
    target,
    changes: isSame(before) ? [] : undoChanges(now, before),
    changed:
      isSame(before) || isSame(after)
        ? null
        : `the alarm ${name} was changed since: ${now === null ? "gone" : conditionText(now)}`,
    apply: async () => {
      if (before === null) await nullIfMissing(alarms.delete(name, call));
      else await alarms.put(before, { ...call, ...(now === null && { tags: before.tags }) });
    },
  };
};

function undoChanges(now: Alarm | null, before: AlarmSettings | null): UndoChange[] {
  const text = (it: AlarmSettings): string => `${conditionText(it)}, of ${it.resource}`;
  if (now === null)
    return before === null ? [] : [{ what: "alarm", now: "none", was: text(before) }];
  if (before === null) return [{ what: "alarm", now: text(now), was: "none" }];
  return differencesOf(now, before).map((it) => ({
    ...{ what: it.what, now: it.before, was: it.after },
  }));
}
