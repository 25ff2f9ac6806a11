import { named } from "../../common-shapes.ts";
import { writes } from "../../operation.ts";
import { recordOperation } from "../../record-operation.ts";
import { operationsOutput } from "../../views/operation.ts";

export const deleteAlarm = writes(named("alarmName"), (context, { alarmName }) => {
  const alarm = context.state.get("Alarm", alarmName);
  context.state.remove(alarm);
  const operation = recordOperation(context, {
    operationType: "DeleteAlarm",
    resourceName: alarmName,
    resourceType: "Alarm",
    details: alarm.monitored.name,
  });
  return operationsOutput([operation], context);
});
