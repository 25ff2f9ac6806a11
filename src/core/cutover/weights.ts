import type { WeightChange } from "../contracts/traffic-control.ts";
import { QuantsError } from "../errors.ts";
import type { Pair } from "./pairs.ts";

/** Weights by record, `TYPE IDENTIFIER`, as the journal keeps them. */
export type Weights = Readonly<Record<string, string>>;

const keyOf = ({ type, set_identifier: id }: Pair["from"]): string => `${type} ${id}`;

const recordsOf = (pairs: readonly Pair[]) => pairs.flatMap(({ from, to }) => [from, to]);

/** The weights that the records have. */
export function weightsOf(pairs: readonly Pair[]): Weights {
  return Object.fromEntries(recordsOf(pairs).map((it) => [keyOf(it), String(it.weight)]));
}

/** The weights with which the target gets so many percent of the traffic. */
export function weightsFor(pairs: readonly Pair[], percent: number): Weights {
  return Object.fromEntries(
    pairs.flatMap(({ from, to }) => [
      [keyOf(from), String(100 - percent)],
      [keyOf(to), String(percent)],
    ]),
  );
}

export function areSame(a: Weights, b: Weights): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/** What is to be written so that the records have these weights. */
export function changesTo(pairs: readonly Pair[], weights: Weights): WeightChange[] {
  return recordsOf(pairs).map((record) => {
    const weight = Number(weights[keyOf(record)]);
    if (Number.isInteger(weight) && weight >= 0 && weight <= 255) return { record, weight };
    throw new QuantsError("invalid_state", `The weight of ${keyOf(record)} is not known.`, {
      hint: "The journal of the cut-over is damaged: set the weights by hand.",
      resource: record.set_identifier,
    });
  });
}

/** The target's share of the traffic, in percent; of all types the least. */
export function shareOf(pairs: readonly Pair[]): number {
  return Math.min(...pairs.map(({ from, to }) => shareAmong(to, [from, to])));
}

/** The share of one of these records, in percent. */
export function shareAmong(
  { weight }: { weight: number },
  all: readonly { weight: number }[],
): number {
  const sum = all.reduce((total, it) => total + it.weight, 0);
  // With no weight at all, each gets the same.
  return sum === 0 ? 100 / all.length : (100 * weight) / sum;
}

/** Those of the weights for people: `blue 90, green 10`. */
export function weightsText(weights: Weights): string {
  const shown = Object.entries(weights).map(([key, weight]) => {
    const [, id = key] = /^\S+ (.*)$/s.exec(key) ?? [];
    return `${id} ${weight}`;
  });
  return [...new Set(shown)].join(", ");
}
