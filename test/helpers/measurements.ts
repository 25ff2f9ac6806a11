import type { MeasuredSeries, Window } from "../../src/core/advise/measured.ts";
import type { Metric, MetricPoint, MetricSeries } from "../../src/core/instances/metrics.ts";
import type { Bundle, Instance, InstanceExtras } from "../../src/core/model.ts";

const HOUR_MS = 3_600_000;

/** What one hour was like; what is left out was not measured. */
export interface Hour {
  /** Percent; the peak is as high unless it is said. */
  cpu?: number;
  peak?: number;
  /** Percent left at least. */
  burst?: number;
  /** Gigabytes of 2^30 bytes. */
  received?: number;
  sent?: number;
}

/** The series of the hours from the beginning of the window on; `null` is an hour without data. */
export function recorded(window: Window, hours: readonly (Hour | null)[]): MeasuredSeries {
  const series = (
    metric: Metric,
    of: (hour: Hour) => Partial<MetricPoint> | null,
  ): MetricSeries => ({
    ...{ metric, unit: metric.startsWith("network") ? "bytes" : "percent", period_s: 3_600 },
    points: hours.flatMap((hour, index): MetricPoint[] => {
      const values = hour === null ? null : of(hour);
      if (values === null) return [];
      const at = new Date(window.from + index * HOUR_MS).toISOString();
      const none = { average: null, minimum: null, maximum: null, sum: null, samples: 12 };
      return [{ at, ...none, ...values }];
    }),
  });
  const bytes = (gb: number | undefined): Partial<MetricPoint> | null =>
    gb === undefined ? null : { sum: gb * 2 ** 30 };
  return {
    cpu: series("cpu", ({ cpu, peak = cpu }) =>
      cpu === undefined ? null : { average: cpu, maximum: peak ?? null, minimum: 0 },
    ),
    burst: series("burst", ({ burst }) => (burst === undefined ? null : { minimum: burst })),
    "network-in": series("network-in", ({ received }) => bytes(received)),
    "network-out": series("network-out", ({ sent }) => bytes(sent)),
  };
}

type Row = [id: string, usd: number, cpus: number, ram: number, disk: number, transfer: number];

const ROWS: readonly Row[] = [
  ["nano_3_0", 5, 2, 0.5, 20, 1024],
  ["micro_3_0", 7, 2, 1, 40, 2048],
  ["small_3_0", 12, 2, 2, 60, 3072],
  ["medium_3_0", 24, 2, 4, 80, 4096],
  ["large_3_0", 44, 2, 8, 160, 5120],
  ["4xlarge_3_0", 384, 16, 64, 1280, 8192],
  ["nano_ipv6_3_0", 3.5, 2, 0.5, 20, 1024],
  ["micro_ipv6_3_0", 5, 2, 1, 40, 2048],
  ["micro_win_3_0", 14, 2, 1, 40, 2048],
  ["small_win_3_0", 22, 2, 2, 60, 3072],
  ["micro_2_0", 5, 1, 1, 40, 2048],
];

/** Some of Lightsail's plans; those of generation 2 are not sold any more. */
export const PLANS: readonly Bundle[] = ROWS.map(([id, usd, cpus, ram, disk, transfer]) => ({
  ...{ bundle_id: id, name: id, monthly_price_usd: usd, cpu_count: cpus, ram_size_gb: ram },
  ...{ disk_size_gb: disk, transfer_gb_per_month: transfer },
  platforms: [id.includes("win") ? "WINDOWS" : "LINUX_UNIX"],
  public_ipv4_count: id.includes("ipv6") ? 0 : 1,
  is_active: !id.includes("_2_"),
}));

/** A running instance with that plan in Tokyo, but for `more`. */
export function instanceOn(
  bundle: string,
  more: Partial<Instance & InstanceExtras> = {},
): Instance & InstanceExtras {
  const plan = PLANS.find((it) => it.bundle_id === bundle);
  return {
    ...{ name: "bot-1", status: "running", bundle_id: bundle, blueprint_id: "ubuntu_22_04" },
    ...{ region: "ap-northeast-1", availability_zone: "ap-northeast-1a", tags: {} },
    ...{ is_static_ip: false, ip_address_type: "dualstack", key_pair: "ops", disks: [] },
    created_at: "2026-01-01T00:00:00.000Z",
    transfer_gb_per_month: plan?.transfer_gb_per_month ?? null,
    hardware: {
      cpu_count: plan?.cpu_count ?? null,
      ram_size_gb: plan?.ram_size_gb ?? null,
      disk_size_gb: plan?.disk_size_gb ?? null,
    },
    ...more,
  } as Instance & InstanceExtras;
}
