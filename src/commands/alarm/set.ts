import type { spec } from "./set.spec.ts";
import type { Command, CommandContext } from "../definition/command.ts";
import { alarmStep } from "../../core/alarms/alarm-step.ts";
import { conditionText } from "../../core/alarms/condition.ts";
import { notifiedOf } from "../../core/alarms/notified.ts";
import { checkRoom, checkSameResource } from "../../core/alarms/refusals.ts";
import { differencesOf, sameSettings } from "../../core/alarms/settings.ts";
import { stateText } from "../../core/alarms/state.ts";
import type { Alarm, AlarmSettings } from "../../core/contracts/alarms.ts";
import { QuantsError } from "../../core/errors.ts";
import { mayBeSame } from "../../core/instances/identity.ts";
import { alarmTarget } from "../../core/journal/target.ts";
import { execute, foresee } from "../../core/plan/execute.ts";
import type { AlarmSetRecord } from "../../core/records/alarm.ts";
import { planned } from "../shared/planned.ts";
import { oneRegion } from "../shared/regions.ts";
import { notedChange } from "./noted.ts";
import { warnOfUnnotified, warnOfPolicy } from "./warnings.ts";
import { wantedAlarm } from "./wanted.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { settings, kind } = wantedAlarm(options);
  const { name, resource } = settings;
  const manager = await oneRegion(context);
  const { region, alarms } = manager;
  const call = { signal: context.signal };
  const [watched, all, contacts] = await Promise.all([
    alarms.watched(kind, resource, call),
    alarms.list(call),
    alarms.contacts.list(call),
  ]);
  const before = all.find((it) => it.name === name) ?? null;
  checkSameResource(before, settings);
  checkResumed(before, settings, context.resuming.changes);
  checkRoom(settings, watched, all);
  const isMoved = before !== null && !mayBeSame(before.resource_arn, watched.arn);
  const step = alarmStep({
    ...{ alarms, region, before, after: settings, isMoved, tags: {}, call },
    onStep: (text) => context.narrator.step(text),
  });
  const notified = notifiedOf(settings, contacts);
  warnOfUnnotified(settings, notified, region, context);
  if (before !== null) warnOfPolicy([before], context);
  if (options.dryRun === true) return planned(await foresee([step]));
  const changes = await step.changes();
  const isChanged = changes.length > 0;
  if (isChanged) {
    const noted = context.resuming.changes ?? [
      notedChange(region, name, before, { ...settings, tags: before?.tags ?? {} }, watched.arn),
    ];
    context.journal.remember({ changes: noted });
  }
  const about = alarmTarget({ region, name });
  context.journal.recordTargets([about]);
  const { error } = await context.journal.about(about, () => execute([step]));
  if (error !== null) throw error;
  const state = before?.state ?? "insufficient_data";
  if (isChanged && before !== null) {
    context.narrator.step(
      `${name}: its state stays ${stateText(state)} until it is next evaluated`,
    );
  }
  const data: AlarmSetRecord = {
    ...{ action: "set", region, ...settings, condition: conditionText(settings), state },
    ...{ changed: isChanged, created: before === null },
    differences: before === null ? [] : differencesOf(before, settings, isMoved),
    ...notified,
  };
  return { kind: "report", data, names: [name] };
};

/** An interrupted run finishes its own work, and overwrites nobody's. */
function checkResumed(
  now: Alarm | null,
  after: AlarmSettings,
  changes: CommandContext<typeof spec>["resuming"]["changes"],
): void {
  const [noted] = changes ?? [];
  if (noted === undefined) return;
  const [before] = noted.before;
  const isAsItWas = now === null ? before === undefined : before && sameSettings(now, before);
  if (isAsItWas === true || (now !== null && sameSettings(now, after))) return;
  throw new QuantsError("conflict", `The alarm ${after.name} was changed since.`, {
    hint: "Nothing is done: somebody else has set it since. Run the command anew if you mean it.",
    resource: after.name,
  });
}
