import type { spec } from "./test.spec.ts";
import type { Command } from "../definition/command.ts";
import { type Hearing, hearingOf, hearingText } from "../../core/alarms/hearing.ts";
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
  const hearing = hearingIn(state, alarm, hearingOf(alarm, contacts));
  const step: Step = {
    name: "test",
    changes: () => [
      {
        ...{ action: "test", kind: "alarm", name, region },
        detail: `${stateText(alarm.state)} -> ${stateText(state)}, tells ${hearingText(hearing)}`,
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
  if (hearing.notified_by.length === 0) {
    context.narrator.warn(`nobody is told: ${hearing.not_notified.join(", ")}`);
  }
  const data: AlarmTestedRecord = {
    ...{ action: "test", name, region, resource: alarm.resource, state },
    ...{ previous_state: alarm.state, changed: true, ...hearing },
  };
  return { kind: "report", data, names: [name] };
};

/** Of a state that the alarm does not tell, nobody hears. */
function hearingIn(state: AlarmState, alarm: Alarm, hearing: Hearing): Hearing {
  if (!alarm.notifications_enabled || alarm.notification_triggers.includes(state)) return hearing;
  return { notified_by: [], not_notified: [`the state ${stateText(state)} is not told`] };
}
