import { cents, lineKey, type StackCostLine } from "./lines.ts";

export interface Total {
  /** Of what has a price. */
  monthly_usd: number;
  /** False when something costs money and how much is not known. */
  complete: boolean;
  unpriced: number;
  not_counted: number;
}

export function totalOf(lines: readonly StackCostLine[]): Total {
  const count = (status: StackCostLine["status"]): number =>
    lines.filter((it) => it.status === status).length;
  const unpriced = count("unpriced");
  return {
    monthly_usd: cents(lines.reduce((sum, it) => sum + (it.monthly_usd ?? 0), 0)),
    complete: unpriced === 0,
    unpriced,
    not_counted: count("not_counted"),
  };
}

/** A line of after and before; null on the side where there is none. */
export interface ComparedLine {
  before: StackCostLine | null;
  after: StackCostLine | null;
}

/** In the order of the plan; what goes away comes last. */
export function joinSides(
  before: readonly StackCostLine[],
  after: readonly StackCostLine[],
): ComparedLine[] {
  const old = new Map(before.map((it) => [lineKey(it), it]));
  const joined = after.map((it): ComparedLine => {
    const key = lineKey(it);
    const was = old.get(key) ?? null;
    old.delete(key);
    return { before: was, after: it };
  });
  return [...joined, ...[...old.values()].map((it) => ({ before: it, after: null }))];
}
