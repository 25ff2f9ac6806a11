import type { AlertCase } from "./alerts.ts";

const HOST = 'job="node", instance="p-worker-1", environment="prod", service="worker", pool="low"';
const DISK = `${HOST}, mountpoint="/var/lib/quants", fstype="ext4"`;
const SERVICE =
  'job="cadvisor", instance="p-worker-1", environment="prod", ' +
  'container_label_com_docker_stack_namespace="t-1", container_label_com_docker_swarm_service_name="t-1_bots"';
const DATABASE = 'job="postgres", instance="p-db", environment="prod"';
const QUEUE = 'job="redis", instance="p-redis", environment="prod", server="queue"';
const REQUESTS = 'job="traefik", environment="prod", service="portal@swarm"';

const cpu = (idle: string, labels = HOST): Record<string, string> => ({
  [`node_cpu_seconds_total{${labels}, mode="idle", cpu="0"}`]: idle,
});
const memory = (available: string): Record<string, string> => ({
  [`node_memory_MemAvailable_bytes{${HOST}}`]: available,
  [`node_memory_MemTotal_bytes{${HOST}}`]: "100x600",
});
const disk = (available: string): Record<string, string> => ({
  [`node_filesystem_avail_bytes{${DISK}}`]: available,
  [`node_filesystem_size_bytes{${DISK}}`]: "100x600",
  [`node_filesystem_readonly{${DISK}}`]: "0x600",
});
/** Starts of a service's containers, each a container of its own, in seconds from the beginning. */
const starts = (...seconds: readonly number[]): Record<string, string> =>
  Object.fromEntries(
    seconds.map((second, index) => [
      `container_start_time_seconds{${SERVICE}, id="/docker/${index}"}`,
      // Seen until the next one takes its place.
      `_x${Math.floor(second / 60)} ${second}x2`,
    ]),
  );
/** Of ten requests a minute, how many are done within a second; all are within five. */
const requests = (fast: number): Record<string, string> => ({
  [`traefik_service_request_duration_seconds_bucket{${REQUESTS}, le="1"}`]: `0+${fast}x600`,
  [`traefik_service_request_duration_seconds_bucket{${REQUESTS}, le="5"}`]: "0+10x600",
  [`traefik_service_request_duration_seconds_bucket{${REQUESTS}, le="+Inf"}`]: "0+10x600",
});
const provisionings = (failed: string): Record<string, string> => ({
  'portal_provisionings_total{job="portal", environment="prod", result="failed"}': failed,
});
const queue = (used: string, limit = "100x600"): Record<string, string> => ({
  [`redis_memory_used_bytes{${QUEUE}}`]: used,
  [`redis_memory_max_bytes{${QUEUE}}`]: limit,
});

const of = (alert: string, severity: string, instance = "p-worker-1"): string =>
  `{alertname="${alert}", environment="prod", instance="${instance}", severity="${severity}"}`;
const platform = (alert: string, severity: string): string =>
  `{alertname="${alert}", environment="prod", severity="${severity}"}`;

/** Samples are a minute apart, and are looked at after half an hour. */
export const PLATFORM_CASES: readonly AlertCase[] = [
  {
    title: "CPU at 88 %",
    series: cpu("0+7x600"),
    firing: [of("PlatformCpuBusy", "warning")],
  },
  { title: "CPU at 80 %", series: cpu("0+12x600"), firing: [] },
  { title: "CPU busy for three minutes", series: cpu("0+55x26 1430+1x4"), firing: [] },
  {
    title: "CPU at 88 % of a host of another system",
    series: cpu("0+7x600", HOST.replace('"worker"', '"data-collector"')),
    firing: [],
  },
  {
    title: "memory at 92 %",
    series: memory("8x600"),
    firing: [of("MemoryFull", "warning"), of("PlatformMemoryFull", "critical")],
  },
  { title: "memory at 85 %", series: memory("15x600"), firing: [] },
  { title: "memory full for three minutes", series: memory("50x27 5x10"), firing: [] },
  {
    title: "three containers of a service in a quarter of an hour",
    series: starts(1020, 1260, 1620),
    firing: [of("ContainerRestarts", "warning")],
  },
  { title: "two of them", series: starts(1260, 1620), firing: [] },
  { title: "three, but one of long ago", series: starts(60, 1260, 1620), firing: [] },
  {
    title: "half of the requests take more than a second",
    series: requests(5),
    firing: [platform("ApiSlow", "warning")],
  },
  { title: "97 % of them are fast", series: requests(9.7), firing: [] },
  {
    title: "0.2 provisionings a second fail",
    series: provisionings("0+12x600"),
    firing: [platform("ProvisioningFails", "critical")],
  },
  { title: "0.05 of them fail", series: provisionings("0+3x600"), firing: [] },
  {
    title: "a worker's disk at 85 %",
    series: disk("15x600"),
    firing: [of("WorkerDiskFills", "warning")],
  },
  { title: "a worker's disk at 70 %", series: disk("30x600"), firing: [] },
  {
    title: "a replica that is gone",
    series: { [`pg_replication_slots_active{${DATABASE}, slot_name="p_db_2"}`]: "0x600" },
    firing: [of("ReplicaGone", "critical", "p-db")],
  },
  {
    title: "a replica that was away for two minutes",
    series: { [`pg_replication_slots_active{${DATABASE}, slot_name="p_db_2"}`]: "1x27 0x1 1x600" },
    firing: [],
  },
  {
    title: "a replica that lacks 1 GiB",
    series: {
      [`pg_stat_replication_pg_wal_lsn_diff{${DATABASE}, application_name="p_db_2"}`]:
        "1073741824x600",
    },
    firing: [of("ReplicaLags", "warning", "p-db")],
  },
  {
    title: "a replica that lacks 16 MiB",
    series: {
      [`pg_stat_replication_pg_wal_lsn_diff{${DATABASE}, application_name="p_db_2"}`]:
        "16777216x600",
    },
    firing: [],
  },
  {
    title: "a queue at 90 %",
    series: queue("90x600"),
    firing: [of("QueueAlmostFull", "critical", "p-redis")],
  },
  { title: "a queue at half", series: queue("50x600"), firing: [] },
  { title: "a queue without a limit", series: queue("90x600", "0x600"), firing: [] },
];
