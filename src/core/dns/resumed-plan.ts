import type { DomainEntry } from "../contracts/domains.ts";
import { type NotedSet, checkBetween } from "./between.ts";
import { entriesOf } from "./entry-plan.ts";
import type { ImportPlan } from "./import-plan.ts";

/** What an interrupted import left to do; throws where somebody has changed it since. */
export function resumedPlan(left: readonly NotedSet[], now: readonly DomainEntry[]): ImportPlan {
  const sets = left.map((noted) => {
    const { name, type, after } = noted;
    const before = entriesOf(now, noted);
    checkBetween(noted, before);
    return { name, type, before, after };
  });
  return { sets, kept: [], unchanged: 0, inTheWay: [] };
}
