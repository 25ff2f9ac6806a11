import type { CheckedType, FactsByType } from "../contracts/stack-facts.ts";

/** A look at one fact. `judge` says what was found, and whether that is as it should be. */
export interface Check<F> {
  /** `ecs.running`; stays the same from version to version. */
  id: string;
  title: string;
  /** Why it matters. */
  why: string;
  cure: string;
  /** Null where the check is not for this resource. */
  judge(facts: F, now: number): Judgement | null;
}

export interface Judgement {
  good: boolean;
  found: string;
}

export const judged = (good: boolean, found: string): Judgement => ({ good, found });

export type ChecksByType = { readonly [T in CheckedType]: readonly Check<FactsByType[T]>[] };

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** `3 days`, `5 hours`; `never` for null. */
export function ageText(at: number | null, now: number): string {
  if (at === null) return "never";
  const ms = Math.max(0, now - at);
  if (ms >= 2 * DAY_MS) return `${Math.floor(ms / DAY_MS)} days ago`;
  return `${Math.floor(ms / HOUR_MS)} hours ago`;
}

export const zonesText = (zones: readonly string[]): string =>
  zones.length === 0 ? "in no zone" : `in ${zones.toSorted().join(", ")}`;
