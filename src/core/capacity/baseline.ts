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

/** Null: not published. */
export function baselineOf(bundle: string): number | null {
  const [size = ""] = bundle.split("_");
  return ownValue(BASELINES, size) ?? null;
}
