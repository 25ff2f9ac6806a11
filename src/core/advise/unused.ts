import { protectedBy } from "../instances/protection.ts";
import type { Bundle, Instance, InstanceExtras } from "../model.ts";
import type { AdviceRecord } from "../records/advice.ts";
import { snapshotMonthlyUsd } from "../snapshots/cost.ts";
import { toRun } from "../text/advice.ts";
import { cents } from "./cents.ts";
import { type Subject, cautions, finding } from "./subject.ts";
import { IDLE_BYTES_PER_DAY, IDLE_CPU } from "./thresholds.ts";

/** An instance that did nothing at any time of the window; null if it did something. */
export function idle(subject: Subject): AdviceRecord | null {
  const { instance, bundle, evidence } = subject;
  const { cpu_max: most, busiest_day_mb: busiest } = evidence;
  if (most === null || busiest === null) return null;
  if (most > IDLE_CPU || busiest * 1_000_000 > IDLE_BYTES_PER_DAY) return null;
  const reason = `CPU at most ${most} %, ${busiest} MB on its busiest day`;
  return {
    ...finding("idle", subject, reason),
    ...withoutIt(instance, bundle),
    caution: cautions("one that stands by for another is idle on purpose", left(instance)),
  };
}

/** A stopped instance, which is billed and measures nothing. */
export function stopped(instance: Instance & InstanceExtras, bundle: Bundle | null): AdviceRecord {
  const reason = "stopped, but billed in full; nothing is measured";
  return {
    ...finding("stopped", { instance, bundle, evidence: null }, reason),
    ...withoutIt(instance, bundle),
    caution: left(instance),
  };
}

/** The snapshot that remains costs something, too. */
function withoutIt(
  { name, region, hardware }: Instance,
  bundle: Bundle | null,
): Pick<AdviceRecord, "monthly_difference_usd" | "command"> {
  const snapshot = snapshotMonthlyUsd({ size_gb: hardware.disk_size_gb });
  const isKnown = bundle !== null && snapshot !== null;
  return {
    monthly_difference_usd: isKnown ? cents(snapshot - bundle.monthly_price_usd) : null,
    command: toRun("infra destroy", { name, region, snapshotFirst: true }),
  };
}

function left(instance: Instance & InstanceExtras): string | null {
  const { disks, is_static_ip: hasStaticIp } = instance;
  const tag = protectedBy(instance);
  return cautions(
    hasStaticIp ? "its static IP is released with it" : null,
    disks.length === 0 ? null : `its disks stay, and are billed: ${disks.join(", ")}`,
    tag === null ? null : `it is protected by ${tag}`,
  );
}
