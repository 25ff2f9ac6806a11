import type { Step } from "../plan/step.ts";
import { bake } from "./bake.ts";
import type { Pair } from "./pairs.ts";
import { shiftTo, type Traffic } from "./traffic.ts";
import { type Weights, weightsFor, weightsOf, weightsText } from "./weights.ts";

export interface Shift {
  traffic: Traffic;
  region: string;
  pairs: readonly Pair[];
  bakeMs: number;
  /** Told of a step before its change is sent. */
  onStep: (percent: number) => void;
}

/**
 * One step for each share of the traffic: the weights, then the time in which they have to prove
 * good. Each expects the weights that the one before it set.
 */
export function shiftSteps(shift: Shift, percents: readonly number[]): Step[] {
  const { traffic, region, pairs, bakeMs, onStep } = shift;
  let expected = weightsOf(pairs);
  return percents.map((percent, index) => {
    const weights = weightsFor(pairs, percent);
    const before = index === 0 ? weightsOf(pairs) : weightsFor(pairs, percents[index - 1] ?? 0);
    return {
      name: `${percent} %`,
      changes: () => weightChange(traffic.name, region, weights, before),
      async carryOut() {
        onStep(percent);
        traffic.say(`${traffic.name}: ${percent} % of the traffic`);
        await shiftTo(traffic, weights, expected);
        expected = weights;
        await bake(traffic, bakeMs);
      },
    };
  });
}

/** Back to weights that the records had. `expected` null: whatever they are now. */
export function returnStep(
  { traffic, region, pairs }: Pick<Shift, "traffic" | "region" | "pairs">,
  weights: Weights,
): Step<"weights"> {
  return {
    name: "weights",
    changes: () => weightChange(traffic.name, region, weights, weightsOf(pairs)),
    async carryOut() {
      await shiftTo(traffic, weights, null);
    },
  };
}

function weightChange(name: string, region: string, weights: Weights, before: Weights) {
  if (JSON.stringify(weights) === JSON.stringify(before)) return [];
  return [
    {
      ...{ action: "shift", kind: "dns_record", name, region },
      detail: `weights ${weightsText(weights)}`,
    },
  ];
}
