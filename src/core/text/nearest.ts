import { distance } from "fastest-levenshtein";

/** The candidate that `text` most likely stands for; null if none is close. */
export function nearest(text: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(1, Math.floor(text.length / 3)) + 1;
  for (const candidate of candidates) {
    const steps = stepsBetween(text.toLowerCase(), candidate.toLowerCase());
    if (steps < least) {
      least = steps;
      best = candidate;
    }
  }
  return best;
}

/** Two swapped neighbours are one slip, not two. */
function stepsBetween(one: string, other: string): number {
  const at = Array.from(one).findIndex((character, index) => character !== other[index]);
  const swapped =
    at < 0 ? one : one.slice(0, at) + (one[at + 1] ?? "") + (one[at] ?? "") + one.slice(at + 2);
  return Math.min(distance(one, other), distance(swapped, other) + 1);
}

const MOST = 3;

/**
 * The ids that `id` most likely stands for, the closest first. Ids consist of words: if none is
 * spelled similarly, those that start with the same word are close, as `lamp_8_bitnami` to
 * `lamp_8`.
 */
export function nearestIds(id: string, candidates: readonly string[]): string[] {
  const text = id.toLowerCase();
  const limit = Math.max(2, Math.floor(text.length / 3));
  const ranked = candidates
    .map((candidate) => ({ candidate, steps: distance(text, candidate.toLowerCase()) }))
    .toSorted((one, other) => one.steps - other.steps);
  const alike = ranked.filter(({ steps }) => steps <= limit);
  const related = ranked.filter(({ candidate }) => firstWord(candidate) === firstWord(text));
  return (alike.length > 0 ? alike : related).slice(0, MOST).map(({ candidate }) => candidate);
}

/** `Did you mean a, b or c? `, to precede a hint; empty if nothing is close. */
export function didYouMean(near: readonly string[]): string {
  const last = near.at(-1);
  if (last === undefined) return "";
  const others = near.slice(0, -1).join(", ");
  return `Did you mean ${others === "" ? last : `${others} or ${last}`}? `;
}

const firstWord = (id: string): string | undefined => id.toLowerCase().split(/[_-]/)[0];
