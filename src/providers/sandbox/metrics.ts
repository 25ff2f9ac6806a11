import { type Load, SENT_SHARE, measuredSince, profileOf } from "./load-profiles.ts";
import type { InstanceRecord } from "./state/records.ts";

interface MetricInfo {
  /** The one unit that it has data in. */
  unit: string;
  /** Seconds between two samples. */
  every: number;
  /** A sample from a number in [0, 1) and the load of the instance at that time. */
  value(noise: number, load: Load): number;
}

/** Bytes that one percent of load moves within five minutes. */
const BYTES_PER_LOAD = 400_000;

export const METRICS = {
  CPUUtilization: { unit: "Percent", every: 300, value: (_, { cpu }) => cpu },
  NetworkIn: { unit: "Bytes", every: 300, value: traffic(1) },
  NetworkOut: { unit: "Bytes", every: 300, value: traffic(SENT_SHARE) },
  StatusCheckFailed: { unit: "Count", every: 60, value: () => 0 },
  StatusCheckFailed_Instance: { unit: "Count", every: 60, value: () => 0 },
  StatusCheckFailed_System: { unit: "Count", every: 60, value: () => 0 },
  BurstCapacityPercentage: { unit: "Percent", every: 300, value: (_, { burst }) => burst },
  BurstCapacityTime: { unit: "Seconds", every: 300, value: (_, { burst }) => burst * 36 },
  MetadataNoToken: { unit: "Count", every: 300, value: () => 0 },
  DiskReadOps: { unit: "Count", every: 300, value: (noise) => Math.round(noise * 200) },
  DiskWriteOps: { unit: "Count", every: 300, value: (noise) => Math.round(noise * 600) },
  DiskReadBytes: { unit: "Bytes", every: 300, value: traffic(0.1) },
  DiskWriteBytes: { unit: "Bytes", every: 300, value: traffic(0.3) },
  DiskTotalReadTime: { unit: "Seconds", every: 300, value: (noise) => noise / 10 },
  DiskTotalWriteTime: { unit: "Seconds", every: 300, value: (noise) => noise / 5 },
  DiskQueueLength: { unit: "Count", every: 300, value: (noise) => noise / 50 },
} satisfies Record<string, MetricInfo>;

export type MetricName = keyof typeof METRICS;

export const METRIC_NAMES = Object.keys(METRICS) as MetricName[];

const DAY_MS = 86_400_000;

/**
 * Made up, but always the same for the same instance and time: the load that its tag says, or one
 * that follows the day, with some noise, and all else after the load. Only of the times at which the
 * instance ran, as far as its record tells them.
 */
export function samplesOf(
  instance: InstanceRecord,
  metric: MetricName,
  { from, to, now }: { from: number; to: number; now: number },
): { at: number; value: number }[] {
  const { every, value }: MetricInfo = METRICS[metric];
  const step = every * 1_000;
  const { until, after } = instance.transition;
  const end = Math.min(to, after === "stopped" ? Math.min(until, now) : now);
  const samples: { at: number; value: number }[] = [];
  const begin = Math.max(from, measuredSince(instance));
  const noiseAt = noiseSeries(`${instance.id} ${metric} `);
  const loadAt = loadSeries(instance);
  for (let at = Math.ceil(begin / step) * step; at < end; at += step) {
    samples.push({ at, value: value(noiseAt(at), loadAt(at)) });
  }
  return samples;
}

/** The load of an instance at any time. */
function loadSeries(instance: InstanceRecord): (at: number) => Load {
  const noiseAt = noiseSeries(`${instance.name} `);
  const profile = profileOf(instance);
  if (profile !== undefined) return (at) => profile(instance, noiseAt(at));
  const base = 5 + 25 * noiseOf(instance.name);
  return (at) => {
    const ofDay = Math.sin(((at % DAY_MS) / DAY_MS) * 2 * Math.PI);
    const cpu = Math.min(100, Math.max(0.1, base + base * 0.6 * ofDay + noiseAt(at) * 8));
    return { cpu, burst: 100 - cpu / 2, received: cpu * BYTES_PER_LOAD };
  };
}

function traffic(share: number): MetricInfo["value"] {
  return (noise, { received }) => Math.round(received * share * (0.8 + 0.4 * noise));
}

/** A number in [0, 1) from a text. */
export const noiseOf = (text: string): number => mixed(hashOf(text));

/** The same from a text with a number behind it, of which there are many. */
function noiseSeries(text: string): (at: number) => number {
  const hash = hashOf(text);
  return (at) => mixed(hashOf(String(at), hash));
}

/** FNV-1a; goes on from the hash of what stands before. */
function hashOf(text: string, before = 0x811c9dc5): number {
  let hash = before;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}

/** Bits of a hash that differs in its last digits alone are much alike. */
function mixed(hash: number): number {
  const bits = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((bits ^ (bits >>> 13)) >>> 0) / 2 ** 32;
}
