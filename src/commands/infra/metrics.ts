import type { spec } from "./metrics.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { MetricsRecord } from "../../core/records/metrics.ts";
import { UsageError } from "../../core/errors.ts";
import {
  METRICS,
  METRIC_NAMES,
  type Metric,
  type MetricQuery,
  periodFor,
} from "../../core/instances/metrics.ts";
import { oneName } from "../shared/one-name.ts";
import { oneRegion } from "../shared/regions.ts";

export type MetricsOptions = OptionsFor<typeof spec>;

const SIX_HOURS = 6 * 3_600_000;
/** As many as Lightsail gives at once. */
const MOST_POINTS = 1_440;

export const command: Command<typeof spec> = async (options, context) => {
  const name = oneName(options);
  const metrics = [...new Set(options.metric ?? METRIC_NAMES)];
  const queries = metrics.map((metric) => queryOf(metric, options, context.clock.now()));
  const manager = await oneRegion(context);
  const data = await Promise.all(
    queries.map(async (query): Promise<MetricsRecord> => {
      const series = await manager.getMetrics(name, query, { signal: context.signal });
      return {
        instance: name,
        region: manager.region,
        from: new Date(query.from).toISOString(),
        to: new Date(query.to).toISOString(),
        ...series,
      };
    }),
  );
  const [only] = data;
  return {
    kind: "report",
    data: metrics.length === 1 && only !== undefined ? only : data,
    names: metrics,
  };
};

/** Whole periods, so that the first point is not of a part of one; the last may be going on. */
function queryOf(metric: Metric, options: MetricsOptions, now: number): MetricQuery {
  const { since = SIX_HOURS } = options;
  const period = options.period === undefined ? periodFor(metric, since) : options.period / 1_000;
  if (period % 60 !== 0 || period < 60 || period > 86_400) {
    throw new UsageError(`A period of ${period} s is not possible.`, {
      hint: "Give --period a multiple of a minute, up to 24h.",
    });
  }
  const { resolution } = METRICS[metric];
  if (period < resolution) {
    throw new UsageError(`${metric} is measured every ${resolution / 60} minutes.`, {
      hint: `Give --period ${resolution / 60}m or more.`,
      resource: metric,
    });
  }
  const step = period * 1_000;
  const to = Math.ceil(now / step) * step;
  const from = Math.floor((now - since) / step) * step;
  if ((to - from) / step > MOST_POINTS) {
    throw new UsageError(`Lightsail returns at most ${MOST_POINTS} points at once.`, {
      hint: "Give a longer --period, or leave it out.",
    });
  }
  return { metric, from, to, period };
}
