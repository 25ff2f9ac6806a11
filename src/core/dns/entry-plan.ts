import type { DomainEntry, NewDomainEntry } from "../contracts/domains.ts";
import { canonicalTarget } from "./target.ts";
import { plainHost } from "./names.ts";

export type EntryChange =
  | { action: "create"; entry: NewDomainEntry }
  | { action: "change"; before: DomainEntry; entry: NewDomainEntry }
  | { action: "delete"; entry: DomainEntry };

export const keyOf = ({ name, type, target, is_alias: isAlias }: NewDomainEntry): string =>
  `${plainHost(name)} ${type} ${isAlias} ${canonicalTarget(type, target)}`;

export const sameEntry = (one: NewDomainEntry, other: NewDomainEntry): boolean =>
  keyOf(one) === keyOf(other);

export const sameEntries = (
  some: readonly NewDomainEntry[],
  others: readonly NewDomainEntry[],
): boolean => some.length === others.length && without(some, others).length === 0;

/** Those that are not among the others. */
export function without<E extends NewDomainEntry>(
  entries: readonly E[],
  others: readonly NewDomainEntry[],
): E[] {
  const keys = new Set(others.map(keyOf));
  return entries.filter((it) => !keys.has(keyOf(it)));
}

/** The entries of one name and type. */
export const entriesOf = <E extends NewDomainEntry>(
  entries: readonly E[],
  { name, type }: Pick<NewDomainEntry, "name" | "type">,
): E[] => entries.filter((it) => plainHost(it.name) === name && it.type === type);

/** What makes the wanted entries of those that are there, with the name answering at all times. */
export function changesTowards(
  now: readonly DomainEntry[],
  wanted: readonly NewDomainEntry[],
): EntryChange[] {
  const missing = without(wanted, now);
  const extra = without(now, wanted);
  return [
    ...missing.map((entry, index): EntryChange => {
      const before = extra[index];
      return before === undefined
        ? { action: "create", entry }
        : { action: "change", before, entry };
    }),
    ...extra.slice(missing.length).map((entry): EntryChange => ({ action: "delete", entry })),
  ];
}

export function targetText({ target, is_alias: isAlias }: NewDomainEntry): string {
  return isAlias ? `alias of ${target}` : target;
}

/** Without the id, which the service may give anew. */
export function bare({ name, type, target, is_alias: isAlias }: NewDomainEntry): NewDomainEntry {
  return { name, type, target, is_alias: isAlias };
}
