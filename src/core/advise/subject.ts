import { baselineOf, hasBurstCapacity } from "../capacity/baseline.ts";
import type { Bundle, Instance, InstanceExtras } from "../model.ts";
import type { AdviceKind, AdviceRecord } from "../records/advice.ts";
import type { Evidence } from "./measured.ts";

/** An instance, its region's plans, and what was measured. */
export interface Subject {
  instance: Instance & InstanceExtras;
  /** Every plan of the region, also those that are no longer sold; empty if they could not be asked for. */
  bundles: readonly Bundle[];
  /** The instance's own; null: not among them. */
  bundle: Bundle | null;
  evidence: Evidence;
}

/** The processors that a plan can use all the time. */
export function sustainedCpu({ bundle_id: id, cpu_count: count }: Bundle): number {
  return (hasBurstCapacity(id) ? (baselineOf(id) ?? 1) : 1) * count;
}

/** A finding without advice. */
export function finding(
  kind: AdviceKind,
  {
    instance,
    bundle,
    evidence,
  }: Pick<Subject, "instance" | "bundle"> & { evidence: Evidence | null },
  reason: string,
): AdviceRecord {
  return {
    ...{ kind, name: instance.name, region: instance.region, bundle_id: instance.bundle_id },
    ...{ monthly_usd: bundle?.monthly_price_usd ?? null, to_bundle_id: null },
    ...{ monthly_difference_usd: null, reason, caution: null, command: null, evidence },
  };
}

/** Several cautions as one; null if there is none. */
export function cautions(...texts: readonly (string | null)[]): string | null {
  const all = texts.filter((it) => it !== null);
  return all.length === 0 ? null : all.join("; ");
}
