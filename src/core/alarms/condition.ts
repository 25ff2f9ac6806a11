import type { Alarm, AlarmSettings } from "../contracts/alarms.ts";
import { thresholdText } from "./threshold.ts";

type Condition = Pick<
  AlarmSettings,
  "metric" | "comparison" | "threshold" | "evaluation_periods" | "datapoints_to_alarm"
> &
  Partial<Pick<Alarm, "period_s">>;

/** Seconds: Lightsail evaluates alarms by no other. */
const PERIOD = 300;

/** `CPUUtilization > 80 % for 3 of 5 periods of 5 minutes`. */
export function conditionText(condition: Condition): string {
  const { metric, comparison, threshold, period_s: period = PERIOD } = condition;
  const { evaluation_periods: all, datapoints_to_alarm: some } = condition;
  const periods = all === 1 ? "1 period" : `${some} of ${all} periods`;
  return `${metric} ${comparison} ${thresholdText(threshold, metric)} for ${periods} of ${lengthText(period)}`;
}

function lengthText(seconds: number): string {
  const [count, unit] = seconds % 60 === 0 ? [seconds / 60, "minute"] : [seconds, "second"];
  return `${count} ${count === 1 ? unit : `${unit}s`}`;
}
