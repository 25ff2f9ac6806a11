import { ownValue } from "../../core/text/own-value.ts";
import { seconds } from "./identity.ts";
import { invalidInput } from "./protocol/service-error.ts";
import { enumeration, integer, list, required, timestamp } from "./shapes.ts";

/** What CloudWatch, which these come from, gives at most. */
const MOST_POINTS = 1_440;

/** Members that ask for any metric. */
export const metricQuery = {
  period: required(integer({ min: 60, max: 86_400 })),
  startTime: required(timestamp()),
  endTime: required(timestamp()),
  statistics: required(list(enumeration(["Minimum", "Maximum", "Sum", "Average", "SampleCount"]))),
};

export const metricUnit = required(
  enumeration([
    ...["Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes"],
    ...["Gigabytes", "Terabytes", "Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"],
    ...["Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second"],
    ...["Gigabytes/Second", "Terabytes/Second", "Bits/Second", "Kilobits/Second"],
    ...["Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None"],
  ]),
);

interface MetricQuery {
  /** Seconds. */
  period: number;
  /** Seconds since the epoch. */
  startTime: number;
  endTime: number;
  statistics: string[];
  unit?: string;
}

export interface Sample {
  at: number;
  value: number;
}

/** The points of a metric that has data in one unit, from samples between two times in milliseconds. */
export function metricData(
  query: MetricQuery,
  unit: string,
  samplesOf: (from: number, to: number) => readonly Sample[],
): object[] {
  check(query);
  const { period, startTime, endTime, statistics } = query;
  // Lightsail answers a wrong unit with no data rather than with a fault.
  if (query.unit !== undefined && query.unit !== unit) return [];
  const span = period * 1_000;
  const sums = new Map<number, Sums>();
  for (const { at, value } of samplesOf(startTime * 1_000, endTime * 1_000)) {
    const begin = Math.floor(at / span) * span;
    const of = sums.get(begin);
    if (of === undefined) sums.set(begin, { sum: value, count: 1, least: value, most: value });
    else add(of, value);
  }
  const wanted = statistics.flatMap((it) => ownValue(STATISTICS, it) ?? []);
  return unordered([...sums]).map(([begin, of]) => ({
    ...Object.fromEntries(wanted.map(({ key, from }) => [key, from(of)])),
    timestamp: seconds(begin),
    unit,
  }));
}

/** What is known of the samples of a period. */
interface Sums {
  sum: number;
  count: number;
  least: number;
  most: number;
}

function add(sums: Sums, value: number): void {
  sums.sum += value;
  sums.count += 1;
  sums.least = Math.min(sums.least, value);
  sums.most = Math.max(sums.most, value);
}

const STATISTICS: Readonly<Record<string, { key: string; from: (sums: Sums) => number }>> = {
  Average: { key: "average", from: ({ sum, count }) => sum / count },
  Maximum: { key: "maximum", from: ({ most }) => most },
  Minimum: { key: "minimum", from: ({ least }) => least },
  SampleCount: { key: "sampleCount", from: ({ count }) => count },
  Sum: { key: "sum", from: ({ sum }) => sum },
};

function check({ period, startTime, endTime, statistics }: MetricQuery): void {
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

/** As they come from the service: whoever draws them has to sort them. */
function unordered<T>(points: readonly T[]): T[] {
  const odd = points.filter((_, index) => index % 2 === 1);
  return [...odd, ...points.filter((_, index) => index % 2 === 0)];
}
