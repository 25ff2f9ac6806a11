/** The measurements of an instance. */
export type Metric = "cpu" | "network-in" | "network-out" | "burst" | "status";

export type MetricUnit = "percent" | "bytes" | "count";

/** The names in commands. */
export const METRICS = {
  cpu: {
    about: "Processor use",
    unit: "percent",
    /** Seconds between measurements. */
    resolution: 300,
    /** The most telling statistic. */
    statistic: "average",
  },
  "network-in": {
    about: "Bytes received in a period",
    unit: "bytes",
    resolution: 300,
    statistic: "sum",
  },
  "network-out": {
    about: "Bytes sent in a period",
    unit: "bytes",
    resolution: 300,
    statistic: "sum",
  },
  burst: {
    about: "Processor capacity saved up above the baseline",
    unit: "percent",
    resolution: 300,
    statistic: "average",
  },
  status: {
    about: "Failed status checks",
    unit: "count",
    resolution: 60,
    statistic: "sum",
  },
} as const satisfies Record<Metric, MetricInfo>;

interface MetricInfo {
  about: string;
  unit: MetricUnit;
  resolution: number;
  statistic: "average" | "sum";
}

export const METRIC_NAMES = Object.keys(METRICS) as Metric[];

/** One period; statistics that the provider left out are `null`. */
export interface MetricPoint {
  /** When the period begins. */
  at: string;
  average: number | null;
  minimum: number | null;
  maximum: number | null;
  sum: number | null;
  samples: number | null;
}

export interface MetricSeries {
  metric: Metric;
  unit: MetricUnit;
  period_s: number;
  /** In order of time; periods without data are absent. */
  points: MetricPoint[];
}

export interface MetricQuery {
  metric: Metric;
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
  /** In seconds: a multiple of 60, up to a day. */
  period: number;
}

/** The periods to choose from, in seconds. */
const PERIODS = [60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400];
/** The most points that still make a readable chart. */
const ENOUGH = 96;

/** The shortest period that covers this time span with few enough points. */
export function periodFor(metric: Metric, spanMs: number): number {
  const fits = PERIODS.find(
    (it) => it >= METRICS[metric].resolution && spanMs / 1_000 / it <= ENOUGH,
  );
  return fits ?? 86_400;
}
