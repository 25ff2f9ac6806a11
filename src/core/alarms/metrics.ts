import type { WatchedKind } from "../contracts/alarms.ts";
import { QuantsError } from "../errors.ts";
import { nearest } from "../text/nearest.ts";
import { ownValue } from "../text/own-value.ts";

export type AlarmUnit = "percent" | "bytes" | "bytes_per_second" | "seconds" | "count";

interface AlarmMetric {
  of: readonly WatchedKind[];
  unit: AlarmUnit;
}

const metric = (unit: AlarmUnit, ...of: readonly WatchedKind[]): AlarmMetric => ({ of, unit });

/** What an alarm can watch, of which kinds of resources. */
export const ALARM_METRICS = {
  CPUUtilization: metric("percent", "instance", "database"),
  BurstCapacityPercentage: metric("percent", "instance"),
  BurstCapacityTime: metric("seconds", "instance"),
  NetworkIn: metric("bytes", "instance"),
  NetworkOut: metric("bytes", "instance"),
  StatusCheckFailed: metric("count", "instance"),
  StatusCheckFailed_Instance: metric("count", "instance"),
  StatusCheckFailed_System: metric("count", "instance"),
  ClientTLSNegotiationErrorCount: metric("count", "load_balancer"),
  HealthyHostCount: metric("count", "load_balancer"),
  UnhealthyHostCount: metric("count", "load_balancer"),
  HTTPCode_LB_4XX_Count: metric("count", "load_balancer"),
  HTTPCode_LB_5XX_Count: metric("count", "load_balancer"),
  HTTPCode_Instance_2XX_Count: metric("count", "load_balancer"),
  HTTPCode_Instance_3XX_Count: metric("count", "load_balancer"),
  HTTPCode_Instance_4XX_Count: metric("count", "load_balancer"),
  HTTPCode_Instance_5XX_Count: metric("count", "load_balancer"),
  InstanceResponseTime: metric("seconds", "load_balancer"),
  RejectedConnectionCount: metric("count", "load_balancer"),
  RequestCount: metric("count", "load_balancer"),
  DatabaseConnections: metric("count", "database"),
  DiskQueueDepth: metric("count", "database"),
  FreeStorageSpace: metric("bytes", "database"),
  NetworkReceiveThroughput: metric("bytes_per_second", "database"),
  NetworkTransmitThroughput: metric("bytes_per_second", "database"),
} as const satisfies Record<string, AlarmMetric>;

export type AlarmMetricName = keyof typeof ALARM_METRICS;

const NAMES = Object.keys(ALARM_METRICS) as AlarmMetricName[];

/** As `infra metrics` calls them. */
const SHORT_NAMES: Readonly<Record<string, AlarmMetricName>> = {
  cpu: "CPUUtilization",
  burst: "BurstCapacityPercentage",
  "network-in": "NetworkIn",
  "network-out": "NetworkOut",
  status: "StatusCheckFailed",
};

export const KIND_TEXTS: Readonly<Record<WatchedKind, string>> = {
  instance: "instance",
  load_balancer: "load balancer",
  database: "database",
};

/** A metric by either name, in any case; throws `invalid_input`. */
export function parseAlarmMetric(text: string): AlarmMetricName {
  const lower = text.toLowerCase();
  const found = ownValue(SHORT_NAMES, lower) ?? NAMES.find((it) => it.toLowerCase() === lower);
  if (found !== undefined) return found;
  const near = nearest(text, [...NAMES, ...Object.keys(SHORT_NAMES)]);
  throw new QuantsError("invalid_input", `There is no metric "${text}" for alarms.`, {
    hint:
      near === null ? `Of instances there are: ${metricsOf("instance")}.` : `Did you mean ${near}?`,
    resource: text,
  });
}

/** Throws `invalid_input` for a metric that such a resource does not have. */
export function checkMetricOf(name: AlarmMetricName, kind: WatchedKind): void {
  const { of } = ALARM_METRICS[name];
  if (of.includes(kind)) return;
  const kinds = of.map((it) => `${KIND_TEXTS[it]}s`).join(" and ");
  throw new QuantsError(
    "invalid_input",
    `${name} is a metric of ${kinds}, not of ${KIND_TEXTS[kind]}s.`,
    { hint: `Choose one of: ${metricsOf(kind)}.`, resource: name },
  );
}

function metricsOf(kind: WatchedKind): string {
  return NAMES.filter((it) => ALARM_METRICS[it].of.includes(kind)).join(", ");
}

/** Null for a metric that this version does not know. */
export function unitOf(name: string): AlarmUnit | null {
  return ownValue<AlarmMetric>(ALARM_METRICS, name)?.unit ?? null;
}
