import { ALARM_METRICS, type AlarmMetricName } from "../alarm-metrics.ts";
import { ALARM_PERIOD, alarmState } from "../alarms.ts";
import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import type { AlarmRecord } from "../state/alarm-records.ts";

export function alarmView(alarm: AlarmRecord, context: ReadContext): object {
  const { region } = context;
  const { monitored, metricName } = alarm;
  const { statistic, unit } = ALARM_METRICS[metricName as AlarmMetricName];
  return {
    name: alarm.name,
    arn: arn(context, "Alarm", alarm.id),
    createdAt: seconds(alarm.createdAt),
    location: { availabilityZone: "all", regionName: region.name },
    resourceType: "Alarm",
    supportCode: supportCode(alarm.name),
    monitoredResourceInfo: {
      arn: arn(context, monitored.resourceType, monitored.id),
      name: monitored.name,
      resourceType: monitored.resourceType,
    },
    comparisonOperator: alarm.comparisonOperator,
    evaluationPeriods: alarm.evaluationPeriods,
    period: ALARM_PERIOD / 1_000,
    threshold: alarm.threshold,
    datapointsToAlarm: alarm.datapointsToAlarm,
    treatMissingData: alarm.treatMissingData,
    statistic,
    metricName,
    state: alarmState(alarm, context),
    unit,
    contactProtocols: alarm.contactProtocols,
    notificationTriggers: alarm.notificationTriggers,
    notificationEnabled: alarm.notificationEnabled,
    tags: alarm.tags,
  };
}
