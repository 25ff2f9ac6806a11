import type { DomainEntry } from "../contracts/domains.ts";
import { type NotedSet, checkBetween } from "./between.ts";
import { entriesOf } from "./entry-plan.ts";
import type { ImportPlan } from "./import-plan.ts";

/**
 * What an interrupted import left to do, of all that it noted: the targets that are open, or null for
 * all. Throws where somebody has changed it since.
 */
export function resumedPlan(
  all: readonly NotedSet[],
  open: readonly string[] | null,
  now: readonly DomainEntry[],
): ImportPlan {
  const names = open && new Set(open);
  const left = all.filter(({ name, type }) => names?.has(`${name} ${type}`) ?? true);
  const sets = left.map((noted) => {
    const { name, type, after } = noted;
    const before = entriesOf(now, noted);
    checkBetween(noted, before);
    return { name, type, before, after };
  });
  return { sets, kept: [], unchanged: 0, inTheWay: [] };
}
