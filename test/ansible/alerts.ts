export interface AlertCase {
  title: string;
  /** Series beside those of a host in good order, or in place of them. */
  series: Readonly<Record<string, string>>;
  at?: string;
  firing: readonly string[];
}

const HOST = 'job="node", instance="prod-exec-1", environment="prod"';
const DISK = `${HOST}, mountpoint="/", fstype="ext4"`;
const disk = (available: string, labels = DISK): Record<string, string> => ({
  [`node_filesystem_avail_bytes{${labels}}`]: available,
  [`node_filesystem_size_bytes{${labels}}`]: "100x600",
  [`node_filesystem_readonly{${labels}}`]: "0x600",
});
const memory = (available: string): Record<string, string> => ({
  [`node_memory_MemAvailable_bytes{${HOST}}`]: available,
  [`node_memory_MemTotal_bytes{${HOST}}`]: "100x600",
});
const cpu = (idle: string): Record<string, string> => ({
  [`node_cpu_seconds_total{${HOST}, mode="idle", cpu="0"}`]: idle,
});

/** Samples are a minute apart, and the time of the first is 0. */
const GOOD: Readonly<Record<string, string>> = {
  [`up{${HOST}}`]: "1x600",
  [`node_time_seconds{${HOST}}`]: "0+60x600",
};

const of = (alert: string, severity: string): string =>
  `{alertname="${alert}", environment="prod", instance="prod-exec-1", severity="${severity}"}`;

export const CASES: readonly AlertCase[] = [
  { title: "all is well", series: {}, firing: [] },
  {
    title: "silent",
    series: { [`up{${HOST}}`]: "0x600" },
    firing: [of("InstanceDown", "critical")],
  },
  { title: "silent for a minute", series: { [`up{${HOST}}`]: "1x29 0" }, firing: [] },
  {
    title: "something else answers",
    series: { [`node_time_seconds{${HOST}}`]: "_" },
    firing: [of("NodeExporterMissing", "warning")],
  },
  { title: "CPU at 98 %", series: cpu("0+1x600"), firing: [of("CpuBusy", "warning")] },
  { title: "CPU at 50 %", series: cpu("0+30x600"), firing: [] },
  { title: "CPU busy for ten minutes", series: cpu("0+55x20 1100+1x9"), firing: [] },
  { title: "memory at 95 %", series: memory("5x600"), firing: [of("MemoryFull", "warning")] },
  { title: "memory at 80 %", series: memory("20x600"), firing: [] },
  { title: "disk at 95 %", series: disk("5x600"), firing: [of("DiskAlmostFull", "critical")] },
  { title: "disk at 80 %", series: disk("20x600"), firing: [] },
  {
    title: "a full tmpfs",
    series: disk("1x600", `${HOST}, mountpoint="/run", fstype="tmpfs"`),
    firing: [],
  },
  {
    title: "disk full in 18 hours",
    series: disk("45-0.03x420"),
    at: "7h",
    firing: [of("DiskFillsSoon", "warning")],
  },
  { title: "disk full in a week", series: disk("45-0.003x420"), at: "7h", firing: [] },
  { title: "an empty disk fills fast", series: disk("99-0.1x420"), at: "7h", firing: [] },
  {
    title: "off by 0.8 s",
    series: { [`node_timex_offset_seconds{${HOST}}`]: "-0.8x600" },
    firing: [of("ClockSkew", "warning")],
  },
  {
    title: "off by 10 ms",
    series: { [`node_timex_offset_seconds{${HOST}}`]: "0.01x600" },
    firing: [],
  },
  {
    title: "ten seconds ahead of the monitor",
    series: { [`node_time_seconds{${HOST}}`]: "10+60x600" },
    firing: [of("ClockSkew", "warning")],
  },
  {
    title: "no time server",
    series: { [`node_timex_sync_status{${HOST}}`]: "0x600" },
    firing: [of("ClockNotSynchronised", "warning")],
  },
  {
    title: "synchronised",
    series: { [`node_timex_sync_status{${HOST}}`]: "1x600" },
    firing: [],
  },
  {
    title: "no targets",
    series: { [`up{${HOST}}`]: "_", [`node_time_seconds{${HOST}}`]: "_" },
    firing: ['{alertname="NothingMonitored", severity="critical"}'],
  },
  {
    title: "nobody is told",
    series: { 'up{job="alertmanager", instance="127.0.0.1:9093"}': "0x600" },
    firing: ['{alertname="AlertmanagerDown", instance="127.0.0.1:9093", severity="critical"}'],
  },
  {
    title: "an old configuration",
    series: { 'prometheus_config_last_reload_successful{instance="dev-monitor"}': "0x600" },
    firing: [
      '{alertname="PrometheusConfigurationRefused", instance="dev-monitor", severity="warning"}',
    ],
  },
];

/** A file for `promtool test rules`. */
export function unitTests(rules: readonly string[], cases: readonly AlertCase[] = CASES): string {
  return JSON.stringify({
    rule_files: rules,
    evaluation_interval: "1m",
    tests: cases.map(({ title, series, at = "30m", firing }) => ({
      name: title,
      interval: "1m",
      input_series: Object.entries({ ...GOOD, ...series }).map(([name, values]) => ({
        series: name,
        values,
      })),
      promql_expr_test: [
        {
          expr: 'count by (alertname, instance, environment, severity) (ALERTS{alertstate="firing"})',
          eval_time: at,
          exp_samples: firing.map((labels) => ({ labels, value: 1 })),
        },
      ],
    })),
  });
}
