import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Random numbers that are the same for the same seed, on every machine. */
export interface Random {
  /** From 0 to 1, without 1. */
  next(): number;
  /** Exponentially distributed, with this mean. */
  exponential(mean: number): number;
  pick<T>(items: readonly T[]): T | undefined;
}

export function seeded(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const next = (): number => uniformFloat64(generator);
  return {
    next,
    exponential: (mean) => -mean * Math.log(1 - next()),
    pick: (items) => items[Math.floor(next() * items.length)],
  };
}
