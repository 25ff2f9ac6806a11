import type { MetricSeries } from "../instances/metrics.ts";

/** `infra metrics` in JSON: one object for one metric, otherwise an array of them. */
export interface MetricsRecord extends MetricSeries {
  instance: string;
  region: string;
  from: string;
  to: string;
}
