import type { Metric, MetricPoint, MetricSeries } from "../instances/metrics.ts";
import { cents } from "./cents.ts";
import {
  BURST_GONE,
  ENOUGH_SHARE,
  HELD_SHARE,
  LEAST_HOURS,
  PERIOD_S,
  PINNED_PERCENT,
  USUAL_SHARE,
} from "./thresholds.ts";

/** What advice is based on. */
export const ADVISED_METRICS = [
  "cpu",
  "burst",
  "network-in",
  "network-out",
] as const satisfies readonly Metric[];

export type AdvisedMetric = (typeof ADVISED_METRICS)[number];

export type MeasuredSeries = Readonly<Record<AdvisedMetric, MetricSeries>>;

/** Whole hours, in milliseconds since the epoch. */
export interface Window {
  from: number;
  to: number;
}

/** What was measured, in figures; null: not measured. Hours are those with data. */
export interface Evidence {
  window_hours: number;
  /** As many must have data. */
  needed_hours: number;
  cpu_hours: number;
  burst_hours: number;
  network_hours: number;
  /** Percent of all processors. */
  cpu_average: number | null;
  /** Of the busiest five minutes of each hour, what 95 % of the hours do not exceed. */
  cpu_p95: number | null;
  cpu_max: number | null;
  /** Percent that it is held at without burst capacity; null: the plan has none, or none is published. */
  cpu_baseline: number | null;
  burst_min: number | null;
  /** Hours without burst capacity in which the instance was held at its baseline. */
  exhausted_hours: number;
  /** Hours in which it used all its processors. */
  pinned_hours: number;
  network_in_gb: number | null;
  network_out_gb: number | null;
  /** The day with the most traffic, in and out. */
  busiest_day_mb: number | null;
  /** In and out in a month of 730 hours like those measured. */
  transfer_gb_per_month: number | null;
  /** Of these, what goes out. */
  outgoing_gb_per_month: number | null;
}

const HOUR_MS = PERIOD_S * 1_000;
const HOURS_PER_MONTH = 730;
const BYTES_PER_GB = 2 ** 30;

/** The last whole hours before now. */
export function windowOf(days: number, now: number): Window {
  const to = Math.floor(now / HOUR_MS) * HOUR_MS;
  return { from: to - days * 24 * HOUR_MS, to };
}

/** `baseline`: the share of its processors that the plan sustains; null: all of them, as far as is known. */
export function measure(
  series: MeasuredSeries,
  { from, to }: Window,
  baseline: number | null,
): Evidence {
  const hours = (to - from) / HOUR_MS;
  const within = ({ at }: MetricPoint): boolean => Date.parse(at) >= from && Date.parse(at) < to;
  const points = (metric: AdvisedMetric): MetricPoint[] => series[metric].points.filter(within);
  const cpu = points("cpu").filter((it) => it.average !== null && it.maximum !== null);
  const burst = points("burst").filter((it) => it.minimum !== null);
  const [incoming, outgoing] = [
    bytesByHour(points("network-in")),
    bytesByHour(points("network-out")),
  ];
  const both = [...incoming].flatMap(([at, bytes]): [string, number][] => {
    const out = outgoing.get(at);
    return out === undefined ? [] : [[at, bytes + out]];
  });
  const peaks = cpu.map((it) => it.maximum ?? 0).toSorted((a, b) => a - b);
  const held = baseline === null ? Infinity : baseline * 100 * HELD_SHARE;
  const gone = new Set(burst.filter((it) => (it.minimum ?? 100) <= BURST_GONE).map(({ at }) => at));
  const total = sum(both.map(([, bytes]) => bytes));
  const sent = sum(both.map(([at]) => outgoing.get(at) ?? 0));
  const perMonth = (bytes: number): number | null =>
    both.length === 0 ? null : cents((bytes / BYTES_PER_GB / both.length) * HOURS_PER_MONTH);
  const isMeasured = both.length > 0;
  return {
    window_hours: hours,
    needed_hours: Math.max(LEAST_HOURS, Math.ceil(hours * ENOUGH_SHARE)),
    ...{ cpu_hours: cpu.length, burst_hours: burst.length, network_hours: both.length },
    cpu_average:
      cpu.length === 0 ? null : cents(sum(cpu.map((it) => it.average ?? 0)) / cpu.length),
    cpu_p95: rounded(peaks[Math.ceil(peaks.length * USUAL_SHARE) - 1]),
    cpu_max: rounded(peaks.at(-1)),
    cpu_baseline: baseline === null ? null : cents(baseline * 100),
    burst_min: rounded(burst.map((it) => it.minimum ?? 0).toSorted((a, b) => a - b)[0]),
    exhausted_hours: cpu.filter((it) => gone.has(it.at) && (it.average ?? 0) >= held).length,
    pinned_hours: cpu.filter((it) => (it.average ?? 0) >= PINNED_PERCENT).length,
    network_in_gb: isMeasured ? cents((total - sent) / BYTES_PER_GB) : null,
    network_out_gb: isMeasured ? cents(sent / BYTES_PER_GB) : null,
    busiest_day_mb: isMeasured ? cents(busiestDay(both) / 1_000_000) : null,
    transfer_gb_per_month: perMonth(total),
    outgoing_gb_per_month: perMonth(sent),
  };
}

function bytesByHour(points: readonly MetricPoint[]): Map<string, number> {
  return new Map(points.flatMap(({ at, sum: bytes }) => (bytes === null ? [] : [[at, bytes]])));
}

/** Days begin at midnight UTC. */
function busiestDay(hours: readonly [at: string, bytes: number][]): number {
  const days = new Map<string, number>();
  for (const [at, bytes] of hours) {
    const day = at.slice(0, "2026-01-01".length);
    days.set(day, (days.get(day) ?? 0) + bytes);
  }
  return [...days.values()].reduce((most, it) => Math.max(most, it), 0);
}

const sum = (values: readonly number[]): number => values.reduce((total, it) => total + it, 0);

const rounded = (value: number | undefined): number | null =>
  value === undefined ? null : cents(value);
