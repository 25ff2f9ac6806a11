import type {
  InstanceMetricName,
  MetricDatapoint,
  MetricStatistic,
  MetricUnit,
} from "@aws-sdk/client-lightsail";
import { QuantsError } from "../../core/errors.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import {
  METRICS,
  type Metric,
  type MetricPoint,
  type MetricQuery,
  type MetricSeries,
} from "../../core/instances/metrics.ts";
import type { Calls } from "./calls.ts";
import { listOf } from "./pages.ts";
import { toTime } from "./mapping.ts";

/** With another unit than the metric's own, the answer has no data. */
const WIRE: Record<Metric, { metricName: InstanceMetricName; unit: MetricUnit }> = {
  cpu: { metricName: "CPUUtilization", unit: "Percent" },
  "network-in": { metricName: "NetworkIn", unit: "Bytes" },
  "network-out": { metricName: "NetworkOut", unit: "Bytes" },
  burst: { metricName: "BurstCapacityPercentage", unit: "Percent" },
  status: { metricName: "StatusCheckFailed", unit: "Count" },
};

const STATISTICS: MetricStatistic[] = ["Average", "Minimum", "Maximum", "Sum", "SampleCount"];
const MOST_POINTS = 1_440;

export async function getMetrics(
  calls: Calls,
  instanceName: string,
  query: MetricQuery,
  call?: CallOptions,
): Promise<MetricSeries> {
  checkQuery(query);
  const { metric, period } = query;
  const answer = await calls.read(
    "GetInstanceMetricData",
    {
      instanceName,
      ...WIRE[metric],
      period,
      startTime: new Date(query.from),
      endTime: new Date(query.to),
      statistics: STATISTICS,
    },
    { ...call, resource: instanceName },
  );
  return {
    metric,
    unit: METRICS[metric].unit,
    period_s: period,
    points: listOf(answer.metricData)
      .flatMap(toPoint)
      // Lightsail returns them unsorted.
      .toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  };
}

function toPoint(point: MetricDatapoint): MetricPoint[] {
  const at = toTime(point.timestamp);
  if (at === null) return [];
  return [
    {
      at,
      average: point.average ?? null,
      minimum: point.minimum ?? null,
      maximum: point.maximum ?? null,
      sum: point.sum ?? null,
      samples: point.sampleCount ?? null,
    },
  ];
}

function checkQuery({ period, from, to }: MetricQuery): void {
  if (!Number.isInteger(period / 60) || period < 60 || period > 86_400) {
    throw new QuantsError("invalid_input", `A period of ${period} s is not possible.`, {
      hint: "Use a multiple of a minute, up to a day.",
    });
  }
  const points = Math.ceil((to - from) / 1_000 / period);
  if (points >= 1 && points <= MOST_POINTS) return;
  throw new QuantsError(
    "invalid_input",
    `${points} periods of ${period} s are not between 1 and ${MOST_POINTS}.`,
    { hint: "Choose a longer --period or a later --since." },
  );
}
