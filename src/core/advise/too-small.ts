import type { AdviceRecord } from "../records/advice.ts";
import { cents } from "./cents.ts";
import { largerPlans, resizeCaution, resizeTo } from "./growing.ts";
import { type Subject, cautions, finding, sustainedCpu } from "./subject.ts";
import { PINNED_PERCENT, STRAINED_SHARE } from "./thresholds.ts";

/** An instance that its plan holds back; null if it does not. */
export function tooSmall(subject: Subject): AdviceRecord | null {
  const { bundle, evidence } = subject;
  const { cpu_hours: hours, exhausted_hours: exhausted, pinned_hours: pinned } = evidence;
  const isTooMuch = (strained: number): boolean => strained >= Math.max(1, hours * STRAINED_SHARE);
  const reasons = [
    ...(isTooMuch(exhausted) ? [`no burst capacity left in ${exhausted} of ${hours} hours`] : []),
    ...(isTooMuch(pinned)
      ? [`CPU at ${PINNED_PERCENT} % or more in ${pinned} of ${hours} hours`]
      : []),
  ];
  if (reasons.length === 0) return null;
  const base = finding("too_small", subject, reasons.join("; "));
  if (bundle === null) {
    return { ...base, caution: "its plan is not known, so no other is advised" };
  }
  const sustained = sustainedCpu(bundle);
  const wanted = largerPlans(subject).find((it) => sustainedCpu(it) > sustained);
  if (wanted === undefined) {
    return { ...base, caution: "no plan that it can be resized to sustains more" };
  }
  return {
    ...base,
    to_bundle_id: wanted.bundle_id,
    monthly_difference_usd: cents(wanted.monthly_price_usd - bundle.monthly_price_usd),
    caution: cautions(
      `${wanted.bundle_id} sustains ${cents(sustainedCpu(wanted))} processors instead of ${cents(sustained)}; whether that is enough shows only then`,
      resizeCaution(subject, wanted),
    ),
    command: resizeTo(subject, wanted),
  };
}
