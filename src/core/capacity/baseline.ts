import { ownValue } from "../text/own-value.ts";

/**
 * The share of its processors that a plan can use all the time; beyond it, it spends what it saved
 * up. By the size in the plan's id; of larger plans nothing is said.
 * https://docs.aws.amazon.com/lightsail/latest/userguide/baseline-cpu-performance.html
 */
const BASELINES: Readonly<Record<string, number>> = {
  nano: 0.05,
  micro: 0.1,
  small: 0.2,
  medium: 0.2,
  large: 0.3,
  xlarge: 0.4,
  "2xlarge": 0.4,
  "4xlarge": 0.4,
};

/** By the same page, these exceed their baseline whenever they need to, and save nothing up. */
const WITHOUT_SAVINGS = new Set(["4xlarge"]);

/** Null: not published. */
export function baselineOf(bundle: string): number | null {
  return ownValue(BASELINES, sizeOf(bundle)) ?? null;
}

/** Whether a plan slows down once its burst capacity is used up. */
export function hasBurstCapacity(bundle: string): boolean {
  return baselineOf(bundle) !== null && !WITHOUT_SAVINGS.has(sizeOf(bundle));
}

function sizeOf(bundle: string): string {
  const [size = ""] = bundle.split("_");
  return size;
}
