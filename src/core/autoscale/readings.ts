import { type MetricSource, valuesBy } from "../contracts/metric-source.ts";
import type { Platform } from "../platform/schema.ts";
import { type PoolQueries, poolQueries } from "./queries.ts";

/** What Prometheus answered about pools, by query and pool. */
export type PoolReadings = Readonly<Record<keyof PoolQueries, ReadonlyMap<string, number>>>;

export interface PoolUse {
  cpu: number | null;
  memory: number | null;
  calm_cpu: number | null;
  calm_memory: number | null;
}

/** Asks all of it. Throws when one query is not answered: what is missing then is not calm. */
export async function readPools(
  source: MetricSource,
  {
    window_minutes: window,
    calm_minutes: calm,
  }: Pick<NonNullable<Platform["autoscale"]>, "window_minutes" | "calm_minutes">,
  signal: AbortSignal,
): Promise<PoolReadings> {
  const answers: [string, ReadonlyMap<string, number>][] = [];
  for (const [name, query] of Object.entries(poolQueries(window, calm))) {
    answers.push([name, new Map(valuesBy("pool", await source.query(query, signal)))]);
  }
  return Object.fromEntries(answers) as PoolReadings;
}

/**
 * A pool's use, and what it would have used without one of its `workers`. Null unless all of them
 * were measured all of the time: those that are not may be the busy ones.
 */
export function usageOf(pool: string, workers: number, readings: PoolReadings): PoolUse {
  const value = (name: keyof PoolQueries, measured: "measured" | "calmMeasured"): number | null => {
    const all = readings[measured].get(pool) ?? 0;
    return workers > 0 && all >= workers ? (readings[name].get(pool) ?? null) : null;
  };
  const without = (of: number | null): number | null =>
    of === null || workers < 2 ? null : (of * workers) / (workers - 1);
  return {
    ...{ cpu: value("cpu", "measured"), memory: value("memory", "measured") },
    calm_cpu: without(value("calmCpu", "calmMeasured")),
    calm_memory: without(value("calmMemory", "calmMeasured")),
  };
}
