import { ALARM_PERIOD } from "../../alarms.ts";
import { resourceName } from "../../common-shapes.ts";
import { writes } from "../../operation.ts";
import { recordOperation } from "../../record-operation.ts";
import { enumeration, required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

/** The alarm is in that state for a period. Nobody is told. */
export const testAlarm = writes(
  structure({
    alarmName: required(resourceName),
    state: required(enumeration(["OK", "ALARM", "INSUFFICIENT_DATA"])),
  }),
  (context, { alarmName, state }) => {
    const alarm = context.state.get("Alarm", alarmName);
    alarm.tested = { state, until: context.now + ALARM_PERIOD };
    const operation = recordOperation(context, {
      operationType: "TestAlarm",
      resourceName: alarmName,
      resourceType: "Alarm",
      details: state,
    });
    return operationsOutput([operation], context);
  },
);
