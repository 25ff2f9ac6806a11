import type { spec } from "./test.spec.ts";
import type { Command } from "../definition/command.ts";
import { type Notified, notifiedOf, notifiedText } from "../../core/alarms/notified.ts";
import { stateText } from "../../core/alarms/state.ts";
import type { Alarm, AlarmState } from "../../core/contracts/alarms.ts";
import { checkName } from "../../core/instances/names.ts";
import { alarmTarget } from "../../core/journal/target.ts";
import { execute, foresee } from "../../core/plan/execute.ts";
import type { Step } from "../../core/plan/step.ts";
import type { AlarmTestedRecord } from "../../core/records/alarm.ts";
import { planned } from "../shared/planned.ts";
import { oneRegion } from "../shared/regions.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { state = "alarm" } = options;
  const name = checkName(options.argument, "alarm name");
  const { alarms, region } = await oneRegion(context);
  const call = { signal: context.signal };
  const [alarm, contacts] = await Promise.all([alarms.get(name, call), alarms.contacts.list(call)]);
  const notified = notifiedIn(state, alarm, notifiedOf(alarm, contacts));
  const step: Step = {
    name: "test",
    changes: () => [
      {
        ...{ action: "test", kind: "alarm", name, region },
        detail: `${stateText(alarm.state)} -> ${stateText(state)}, notifies ${notifiedText(notified)}`,
      },
    ],
    carryOut: async () => {
      await alarms.test(name, state, call);
      context.narrator.step(`${name}: put into the state ${stateText(state)}`);
    },
  };
  if (options.dryRun === true) return planned(await foresee([step]));
  const about = alarmTarget({ region, name });
  context.journal.recordTargets([about]);
  const { error } = await context.journal.about(about, () => execute([step]));
  if (error !== null) throw error;
  if (notified.notified_by.length === 0) {
    context.narrator.warn(`nobody is notified: ${notified.not_notified.join(", ")}`);
  }
  const data: AlarmTestedRecord = {
    ...{ action: "test", name, region, resource: alarm.resource, state },
    ...{ previous_state: alarm.state, changed: true, ...notified },
  };
  return { kind: "report", data, names: [name] };
};

/** Of a state that the alarm does not tell, nobody hears. */
function notifiedIn(state: AlarmState, alarm: Alarm, notified: Notified): Notified {
  if (!alarm.notifications_enabled || alarm.notification_triggers.includes(state)) return notified;
  return {
    notified_by: [],
    not_notified: [`the state ${stateText(state)} is not among those notified of`],
  };
}
