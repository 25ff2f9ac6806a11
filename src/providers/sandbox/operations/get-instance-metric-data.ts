import { resourceName } from "../common-shapes.ts";
import { seconds } from "../identity.ts";
import { METRICS, METRIC_NAMES, samplesOf } from "../metrics.ts";
import { reads } from "../operation.ts";
import { invalidInput } from "../protocol/service-error.ts";
import { enumeration, integer, list, required, structure, timestamp } from "../shapes.ts";

/** What CloudWatch, which these come from, gives at most. */
const MOST_POINTS = 1_440;

export const getInstanceMetricData = reads(
  structure({
    instanceName: required(resourceName),
    metricName: required(enumeration(METRIC_NAMES)),
    period: required(integer({ min: 60, max: 86_400 })),
    startTime: required(timestamp()),
    endTime: required(timestamp()),
    unit: required(
      enumeration([
        ...["Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes"],
        ...["Gigabytes", "Terabytes", "Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"],
        ...["Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second"],
        ...["Gigabytes/Second", "Terabytes/Second", "Bits/Second", "Kilobits/Second"],
        ...["Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None"],
      ]),
    ),
    statistics: required(
      list(enumeration(["Minimum", "Maximum", "Sum", "Average", "SampleCount"])),
    ),
  }),
  ({ state, now }, input) => {
    const { metricName, period, startTime, endTime, unit, statistics } = input;
    const instance = state.get("Instance", input.instanceName);
    check(input);
    // Lightsail answers a wrong unit with no data rather than with a fault.
    const samples =
      unit === METRICS[metricName].unit
        ? samplesOf(instance, metricName, { from: startTime * 1_000, to: endTime * 1_000, now })
        : [];
    const buckets = new Map<number, number[]>();
    for (const { at, value } of samples) {
      const begin = Math.floor(at / (period * 1_000)) * period * 1_000;
      const bucket = buckets.get(begin);
      if (bucket === undefined) buckets.set(begin, [value]);
      else bucket.push(value);
    }
    return {
      metricName,
      metricData: unordered([...buckets]).map(([begin, values]) => ({
        ...pick(values, statistics),
        timestamp: seconds(begin),
        unit: METRICS[metricName].unit,
      })),
    };
  },
);

function check({
  period,
  startTime,
  endTime,
  statistics,
}: {
  period: number;
  startTime: number;
  endTime: number;
  statistics: string[];
}): void {
  if (period % 60 !== 0) throw invalidInput("The period must be a multiple of 60 seconds.");
  if (startTime >= endTime) throw invalidInput("The start time must be before the end time.");
  if (statistics.length === 0) throw invalidInput("At least one statistic must be given.");
  const points = Math.ceil((endTime - startTime) / period);
  if (points > MOST_POINTS) {
    throw invalidInput(
      `You have requested up to ${points} datapoints, which exceeds the limit of ${MOST_POINTS}.`,
    );
  }
}

function pick(values: readonly number[], statistics: readonly string[]): object {
  const sum = values.reduce((total, value) => total + value, 0);
  const all: Record<string, number> = {
    average: sum / values.length,
    maximum: values.reduce((a, b) => Math.max(a, b)),
    minimum: values.reduce((a, b) => Math.min(a, b)),
    sampleCount: values.length,
    sum,
  };
  const wanted = statistics.map((it) => `${it.charAt(0).toLowerCase()}${it.slice(1)}`);
  return Object.fromEntries(Object.entries(all).filter(([key]) => wanted.includes(key)));
}

/** As they come from the service: whoever draws them has to sort them. */
function unordered<T>(points: readonly T[]): T[] {
  const odd = points.filter((_, index) => index % 2 === 1);
  return [...odd, ...points.filter((_, index) => index % 2 === 0)];
}
