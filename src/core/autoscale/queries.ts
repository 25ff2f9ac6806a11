/**
 * What is asked of Prometheus about pools: node exporter's metrics, whose targets carry the label
 * `pool`. Names: https://github.com/prometheus/node_exporter
 */
export interface PoolQueries {
  /** Means over the window, by pool. */
  cpu: string;
  memory: string;
  /** The highest such mean within the calm time, by pool. */
  calmCpu: string;
  calmMemory: string;
  /** Workers that were measured through all of the window, and of the calm time, by pool. */
  measured: string;
  calmMeasured: string;
}

/** Minutes between two looks within the calm time. */
const STEP = 5;

export function poolQueries(window: number, calm: number): PoolQueries {
  const cpu = `1 - avg by (pool) (rate(node_cpu_seconds_total{mode="idle",pool!=""}[${window}m]))`;
  const memory =
    `1 - sum by (pool) (avg_over_time(node_memory_MemAvailable_bytes{pool!=""}[${window}m]))` +
    ` / sum by (pool) (avg_over_time(node_memory_MemTotal_bytes{pool!=""}[${window}m]))`;
  const highest = (expression: string): string =>
    `max_over_time((${expression})[${calm}m:${STEP}m])`;
  // A worker that missed one scrape of the time is not measured.
  const present = (minutes: number): string =>
    `count by (pool) (min_over_time(up{pool!=""}[${minutes}m]) == 1 and up{pool!=""} offset ${minutes}m == 1)`;
  return {
    ...{ cpu, memory, calmCpu: highest(cpu), calmMemory: highest(memory) },
    ...{ measured: present(window), calmMeasured: present(calm) },
  };
}
