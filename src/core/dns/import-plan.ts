import type { DomainEntry, NewDomainEntry } from "../contracts/domains.ts";
import { sameEntries, without } from "./entry-plan.ts";
import { plainHost } from "./names.ts";
import { isOwn } from "./refusals.ts";
import { compareEntries } from "./zone-file/order.ts";

/** The entries of one name and type, as they are and as they are to be. */
export interface EntrySet {
  name: string;
  type: string;
  before: readonly DomainEntry[];
  after: readonly NewDomainEntry[];
}

export interface ImportPlan {
  /** What differs, in the order in which it can be changed. */
  sets: EntrySet[];
  /** Entries that the file does not have and that stay. */
  kept: DomainEntry[];
  /** Entries that are there already. */
  unchanged: number;
  /** Entries that stay and are in the way of the file's. */
  inTheWay: { name: string; wanted: string; there: string }[];
}

/**
 * What makes a zone that of a file. What the file does not have stays unless it is pruned; the only
 * entry of its name and type becomes the file's.
 */
export function importPlan(
  zone: string,
  now: readonly DomainEntry[],
  wanted: readonly NewDomainEntry[],
  { prune }: { prune: boolean },
): ImportPlan {
  const theirs = now.filter((it) => !isOwn(it, zone));
  const there = bySet(theirs);
  const asked = bySet(wanted);
  const cnames = new Map([...cnameNames(theirs), ...cnameNames(wanted)]);
  const plan: ImportPlan = { sets: [], kept: [], unchanged: 0, inTheWay: [] };
  for (const key of new Set([...there.keys(), ...asked.keys()])) {
    const before = there.get(key) ?? [];
    const inFile = asked.get(key) ?? [];
    const after = prune ? inFile : joined(before, inFile);
    const staying = without(before, without(before, after));
    const extra = without(staying, inFile);
    plan.kept.push(...extra);
    plan.unchanged += staying.length - extra.length;
    const [any] = [...before, ...after];
    if (any === undefined || sameEntries(before, after)) continue;
    plan.sets.push({ name: plainHost(any.name), type: any.type, before, after });
  }
  plan.inTheWay = obstacles(plan.kept, wanted);
  plan.kept.sort(compareEntries);
  plan.sets.sort((one, other) => compareSets(one, other, cnames));
  return plan;
}

/** Without pruning: the only one becomes the file's; of several, all stay beside those of the file. */
function joined(before: readonly DomainEntry[], inFile: readonly NewDomainEntry[]) {
  if (inFile.length === 0) return before;
  const isReplaced = before.length === 1;
  return isReplaced ? inFile : [...before, ...without(inFile, before)];
}

function bySet<E extends NewDomainEntry>(entries: readonly E[]): Map<string, E[]> {
  const sets = new Map<string, E[]>();
  for (const it of entries) {
    const key = `${plainHost(it.name)} ${it.type}`;
    const set = sets.get(key);
    if (set === undefined) sets.set(key, [it]);
    else set.push(it);
  }
  return sets;
}

const cnameNames = (entries: readonly NewDomainEntry[]): [string, true][] =>
  entries.flatMap((it) => (it.type === "CNAME" ? [[plainHost(it.name), true]] : []));

/** A CNAME is the only entry of its name. */
function obstacles(
  kept: readonly DomainEntry[],
  wanted: readonly NewDomainEntry[],
): ImportPlan["inTheWay"] {
  const byName = new Map(wanted.map((it) => [it.name, it.type]));
  const found = kept.flatMap(({ name: given, type }): ImportPlan["inTheWay"] => {
    const name = plainHost(given);
    const other = byName.get(name);
    if (other === undefined || (other === "CNAME") === (type === "CNAME")) return [];
    return [{ name, wanted: other, there: type }];
  });
  return [...new Map(found.map((it) => [`${it.name} ${it.there}`, it])).values()];
}

/**
 * What is removed comes last, so that names answer at all times; where a CNAME takes the place of
 * others, or they take its place, it has to go first.
 */
function compareSets(one: EntrySet, other: EntrySet, cnames: ReadonlyMap<string, true>): number {
  const stage = ({ name, after }: EntrySet): number =>
    after.length > 0 ? 1 : cnames.has(name) ? 0 : 2;
  return stage(one) - stage(other) || compareEntries(firstOf(one), firstOf(other));
}

function firstOf({ name, type }: EntrySet): NewDomainEntry {
  return { name, type, target: "", is_alias: false };
}
