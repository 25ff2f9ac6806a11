import { ownValue } from "../../core/text/own-value.ts";
import { ALARM_METRICS, type AlarmMetricName } from "./alarm-metrics.ts";
import type { ReadContext } from "./context.ts";
import { DATABASE_METRICS, type DatabaseMetricName, databaseSamples } from "./databases/metrics.ts";
import type { Sample } from "./metric-answer.ts";
import { METRICS, type MetricName, samplesOf } from "./metrics.ts";
import type { AlarmRecord, AlarmState } from "./state/alarm-records.ts";

/** Milliseconds that one period of an alarm takes. */
export const ALARM_PERIOD = 300_000;

const BREACHES: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** What a test says, while it lasts; else what the last periods of the metric say. */
export function alarmState(alarm: AlarmRecord, context: ReadContext): AlarmState {
  if (alarm.tested !== undefined && context.now < alarm.tested.until) return alarm.tested.state;
  const periods = valuesOf(alarm, context);
  const breaches = periods.map((value) => {
    if (value !== null) {
      return ownValue(BREACHES, alarm.comparisonOperator)?.(value, alarm.threshold) ?? false;
    }
    if (alarm.treatMissingData === "breaching") return true;
    return alarm.treatMissingData === "notBreaching" ? false : null;
  });
  const known = breaches.filter((it) => it !== null);
  if (known.length === 0) return "INSUFFICIENT_DATA";
  return known.filter(Boolean).length >= alarm.datapointsToAlarm ? "ALARM" : "OK";
}

/** Of each whole period since the alarm was made, newest first; null where the metric has no data. */
function valuesOf(alarm: AlarmRecord, context: ReadContext): (number | null)[] {
  const { now } = context;
  const last = Math.floor(now / ALARM_PERIOD) * ALARM_PERIOD;
  const values: (number | null)[] = [];
  for (let index = 1; index <= alarm.evaluationPeriods; index += 1) {
    const from = last - index * ALARM_PERIOD;
    if (from + ALARM_PERIOD <= alarm.createdAt) break;
    const samples = samplesFor(alarm, context, { from, to: from + ALARM_PERIOD, now });
    values.push(
      samples.length === 0
        ? null
        : statistic(
            alarm.metricName as AlarmMetricName,
            samples.map(({ value }) => value),
          ),
    );
  }
  return values;
}

/** Nothing of what is gone, and of kinds whose metrics are not made up. */
function samplesFor(
  { monitored, metricName }: AlarmRecord,
  { state }: ReadContext,
  times: { from: number; to: number; now: number },
): Sample[] {
  const record = state.any(monitored.name);
  if (record?.id !== monitored.id) return [];
  if (record.resourceType === "Instance" && Object.hasOwn(METRICS, metricName)) {
    return samplesOf(record, metricName as MetricName, times);
  }
  if (record.resourceType === "RelationalDatabase" && Object.hasOwn(DATABASE_METRICS, metricName)) {
    return databaseSamples(record, metricName as DatabaseMetricName, times);
  }
  return [];
}

function statistic(metric: AlarmMetricName, values: readonly number[]): number {
  const kind = ALARM_METRICS[metric].statistic;
  if (kind === "Maximum") return values.reduce((a, b) => Math.max(a, b));
  const total = values.reduce((sum, value) => sum + value, 0);
  return kind === "Sum" ? total : total / values.length;
}
