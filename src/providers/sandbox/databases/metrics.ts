import { findDatabaseBundle } from "../catalogue/database-bundles.ts";
import type { Sample } from "../metric-answer.ts";
import { noiseOf } from "../metrics.ts";
import type { DatabaseRecord } from "../state/database-records.ts";
import { databaseAt } from "./changes.ts";

interface MetricInfo {
  /** The one unit that it has data in. */
  unit: string;
  /** A sample from a number in [0, 1) and the size of the disk. */
  value(noise: number, diskSizeInGb: number): number;
}

/** An idle database's: nobody connects to it. */
export const DATABASE_METRICS = {
  CPUUtilization: { unit: "Percent", value: (noise) => 2 + noise * 3 },
  DatabaseConnections: { unit: "Count", value: () => 0 },
  DiskQueueDepth: { unit: "Count", value: (noise) => noise / 50 },
  FreeStorageSpace: { unit: "Bytes", value: (_, disk) => Math.round(disk * 0.94 * 1024 ** 3) },
  NetworkReceiveThroughput: { unit: "Bytes/Second", value: (noise) => 300 + noise * 200 },
  NetworkTransmitThroughput: { unit: "Bytes/Second", value: (noise) => 2_500 + noise * 1_000 },
} satisfies Record<string, MetricInfo>;

export type DatabaseMetricName = keyof typeof DATABASE_METRICS;

export const DATABASE_METRIC_NAMES = Object.keys(DATABASE_METRICS) as DatabaseMetricName[];

const STEP_MS = 60_000;

/** Always the same for the same database and time; of the times at which it ran, as far as is known. */
export function databaseSamples(
  record: DatabaseRecord,
  metric: DatabaseMetricName,
  { from, to, now }: { from: number; to: number; now: number },
): Sample[] {
  const { id, bundleId, createdAt, transition } = databaseAt(record, now);
  const { value }: MetricInfo = DATABASE_METRICS[metric];
  const disk = findDatabaseBundle(bundleId)?.diskSizeInGb ?? 0;
  const end = Math.min(to, transition.after === "stopped" ? Math.min(transition.until, now) : now);
  const samples: Sample[] = [];
  for (let at = Math.ceil(Math.max(from, createdAt) / STEP_MS) * STEP_MS; at < end; at += STEP_MS) {
    samples.push({ at, value: value(noiseOf(`${id} ${metric} ${at}`), disk) });
  }
  return samples;
}
