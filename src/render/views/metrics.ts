import { METRICS, type MetricPoint } from "../../core/instances/metrics.ts";
import type { MetricsRecord } from "../../core/records/metrics.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Screen } from "../screen.ts";
import { sparkline } from "../sparkline.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";

const LABELS = 13;
/** Room for the numbers after the bars. */
const NUMBERS = 48;

/** Bars on a terminal; elsewhere the numbers, which other programs can read. */
export function draw(record: MetricsRecord, style: Style, screen: Screen): string[] {
  return screen.columns === null
    ? numbers(record, style)
    : picture(record, style, screen.columns - LABELS - NUMBERS);
}

function picture(record: MetricsRecord, style: Style, width: number): string[] {
  const { statistic } = METRICS[record.metric];
  const { points, unit } = record;
  const label = record.metric;
  if (points.length === 0) return drawFacts([[label.padEnd(11), style.quiet("no data")]], style);
  const bars = sparkline(onGrid(record, statistic), {
    width: Math.max(16, Math.min(width, 96)),
    top: unit === "percent" ? 100 : undefined,
  });
  const all = summary(points, statistic);
  const show = (value: number): string => showValue(value, unit);
  const text = `min ${show(all.minimum)}  avg ${show(all.average)}  max ${show(all.maximum)}`;
  return drawFacts([[label.padEnd(11), `${bars}  ${text}`]], style);
}

function numbers(record: MetricsRecord, style: Style): string[] {
  const { statistic } = METRICS[record.metric];
  const title = `${plain(record.instance)} ${record.metric} (${record.unit}, every ${record.period_s} s)`;
  if (record.points.length === 0) return [style.bold(title), "  no data"];
  const rows = record.points.map((point) =>
    [point.at, point[statistic], point.minimum, point.maximum].map((it) =>
      typeof it === "number" ? String(Math.round(it * 100) / 100) : (it ?? "-"),
    ),
  );
  const [, ...lines] = drawSection(
    title,
    ["AT", statistic.toUpperCase(), "MINIMUM", "MAXIMUM"],
    rows,
    style,
  );
  return lines;
}

/** A value for each period, null where there is no data. */
function onGrid(
  { from, to, period_s: period, points }: MetricsRecord,
  statistic: "average" | "sum",
): (number | null)[] {
  const known = new Map(points.map((point) => [Date.parse(point.at), point[statistic]]));
  const values: (number | null)[] = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += period * 1_000) {
    values.push(known.get(at) ?? null);
  }
  return values;
}

function summary(points: readonly MetricPoint[], statistic: "average" | "sum") {
  const values = points.map((point) => point[statistic] ?? 0);
  const least = statistic === "sum" ? values : points.map((point) => point.minimum ?? 0);
  const greatest = statistic === "sum" ? values : points.map((point) => point.maximum ?? 0);
  return {
    minimum: least.reduce((a, b) => Math.min(a, b)),
    average: values.reduce((a, b) => a + b) / values.length,
    maximum: greatest.reduce((a, b) => Math.max(a, b)),
  };
}

const SIZES = ["B", "kB", "MB", "GB", "TB"];

function showValue(value: number, unit: MetricsRecord["unit"]): string {
  if (unit === "percent") return `${value.toFixed(1)}%`;
  if (unit === "count") return String(Math.round(value * 100) / 100);
  const size = Math.min(SIZES.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return `${(value / 1_000 ** size).toFixed(size === 0 ? 0 : 1)} ${SIZES[size]}`;
}
