import type { NotedSet } from "./between.ts";
import type { NewDomainEntry } from "../contracts/domains.ts";
import { plainHost } from "./names.ts";

interface Notes {
  before?: readonly NewDomainEntry[];
  after?: readonly NewDomainEntry[];
  sets?: readonly NotedSet[];
}

/** The entries that a target names, as a run on them noted it; null if it noted nothing of them. */
export function notedSet(target: { name: string }, notes: Notes): NotedSet | null {
  const { before, after, sets } = notes;
  if (sets !== undefined) {
    return sets.find(({ name, type }) => `${name} ${type}` === target.name) ?? null;
  }
  const [first] = [...(before ?? []), ...(after ?? [])];
  if (before === undefined || after === undefined || first === undefined) return null;
  return { name: plainHost(first.name), type: first.type, before, after };
}
