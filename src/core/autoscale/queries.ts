/**
 * What is asked of Prometheus about pools: node exporter's metrics, whose targets carry the label
 * `pool`. Names: https://github.com/prometheus/node_exporter
 */
export interface PoolQueries {
  /** Means over the window, by pool. */
  cpu: string;
  memory: string;
  /** The most that was used at a time within the calm time, of what the pool has now. */
  calmCpu: string;
  calmMemory: string;
  /** Workers that were measured through all of the window, and of the calm time, by pool. */
  measured: string;
  calmMeasured: string;
}

/** Minutes between two looks within the calm time. */
const STEP = 5;

export function poolQueries(window: number, calm: number): PoolQueries {
  const idle = 'node_cpu_seconds_total{mode="idle",pool!=""}';
  const free = 'node_memory_MemAvailable_bytes{pool!=""}';
  const total = 'node_memory_MemTotal_bytes{pool!=""}';
  const mean = (metric: string): string => `avg_over_time(${metric}[${window}m])`;
  // What a worker used that has gone since is used on the others now.
  const highest = (expression: string): string =>
    `max_over_time((${expression})[${calm}m:${STEP}m])`;
  // A worker that missed one scrape of the time is not measured.
  const present = (minutes: number): string =>
    `count by (pool) (min_over_time(up{pool!=""}[${minutes}m]) == 1 and up{pool!=""} offset ${minutes}m == 1)`;
  return {
    cpu: `1 - avg by (pool) (rate(${idle}[${window}m]))`,
    memory: `1 - sum by (pool) (${mean(free)}) / sum by (pool) (${mean(total)})`,
    calmCpu: `${highest(`sum by (pool) (1 - rate(${idle}[${window}m]))`)} / count by (pool) (${idle})`,
    calmMemory: `${highest(`sum by (pool) (${mean(total)} - ${mean(free)})`)} / sum by (pool) (${total})`,
    ...{ measured: present(window), calmMeasured: present(calm) },
  };
}
