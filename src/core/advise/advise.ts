import { baselineOf, hasBurstCapacity } from "../capacity/baseline.ts";
import type { Bundle, Instance, InstanceExtras } from "../model.ts";
import type { AdviceRecord } from "../records/advice.ts";
import { type MeasuredSeries, type Window, measure } from "./measured.ts";
import { type Subject, finding } from "./subject.ts";
import { tooLarge } from "./too-large.ts";
import { tooSmall } from "./too-small.ts";
import { transfer } from "./transfer.ts";
import { idle, stopped } from "./unused.ts";

interface Recorded {
  instance: Instance & InstanceExtras;
  /** Every plan of its region; empty if they could not be asked for. */
  bundles: readonly Bundle[];
  /** Null: it is stopped. */
  series: MeasuredSeries | null;
  window: Window;
}

/**
 * What recorded metrics say about an instance's plan: at least one finding, in the same order for the same
 * records. Nothing is advised by a metric with too few points, which is told instead.
 */
export function advise({ instance, bundles, series, window }: Recorded): AdviceRecord[] {
  const bundle = bundles.find((it) => it.bundle_id === instance.bundle_id) ?? null;
  if (series === null) return [stopped(instance, bundle)];
  const bursts = hasBurstCapacity(instance.bundle_id);
  const baseline = bursts ? baselineOf(instance.bundle_id) : null;
  const evidence = measure(series, window, baseline);
  const subject: Subject = { instance, bundles, bundle, evidence };
  const isEnough = (hours: number): boolean => hours >= evidence.needed_hours;
  const [cpu, network] = [isEnough(evidence.cpu_hours), isEnough(evidence.network_hours)];
  const small = cpu ? tooSmall(subject) : null;
  const isJudged = cpu && network;
  const size = small ?? (isJudged ? (idle(subject) ?? tooLarge(subject)) : null);
  const lacking = [
    ...(cpu ? [] : [`CPU ${evidence.cpu_hours}`]),
    ...(isEnough(evidence.burst_hours) || !bursts ? [] : [`burst ${evidence.burst_hours}`]),
    ...(network ? [] : [`network ${evidence.network_hours}`]),
  ];
  const findings = [
    size,
    network ? transfer(subject) : null,
    lacking.length === 0 ? null : tooFew(subject, lacking),
  ].filter((it) => it !== null);
  return findings.length > 0 ? findings : [fits(subject)];
}

/** For an instance whose metrics could not be had. */
export function notMeasured(
  instance: Instance & InstanceExtras,
  bundles: readonly Bundle[],
  reason: string,
): AdviceRecord {
  const bundle = bundles.find((it) => it.bundle_id === instance.bundle_id) ?? null;
  return finding("not_measured", { instance, bundle, evidence: null }, reason);
}

function tooFew(subject: Subject, lacking: readonly string[]): AdviceRecord {
  const { instance, evidence } = subject;
  const { window_hours: hours, needed_hours: needed } = evidence;
  const created = instance.created_at?.slice(0, "2026-01-01".length);
  const reason = `${lacking.join(", ")} of ${hours} hours measured, ${needed} needed`;
  const caution = created === undefined ? null : `it was created on ${created}`;
  return { ...finding("not_enough_data", subject, reason), caution };
}

function fits(subject: Subject): AdviceRecord {
  const { cpu_p95: usual, transfer_gb_per_month: gb } = subject.evidence;
  const reason = `CPU at most ${usual} % in 95 % of the hours, ${Math.round(gb ?? 0)} GB a month`;
  return finding("fits", subject, reason);
}
