import type { DomainEntry, NewDomainEntry } from "../../../core/contracts/domains.ts";
import {
  type EntryChange,
  changesTowards,
  entriesOf,
  sameEntries,
  sameEntry,
  targetText,
} from "../../../core/dns/entry-plan.ts";
import { applyChange } from "../../../core/dns/entry-step.ts";
import { DOMAINS_REGION } from "../../../core/dns/region.ts";
import { readNoted } from "../../../core/journal/shapes.ts";
import { ENTRY_NOTES } from "../../dns/options.ts";
import type { UndoChange, Undoer } from "./step.ts";

/** Gives a name the entries of that type that it had. */
export const undoDns: Undoer = async (target, operation, context) => {
  const { zone, before, after } = readNoted(ENTRY_NOTES, operation.remembered);
  const [first] = [...(before ?? []), ...(after ?? [])];
  if (zone === undefined || before === undefined || after === undefined || first === undefined) {
    return null;
  }
  const { domains } = await context.manager(DOMAINS_REGION);
  const call = { signal: context.signal };
  const now = entriesOf((await domains.get(zone, call)).entries, first);
  const changes = changesTowards(now, before);
  const known = [...before, ...after];
  // Interrupted, it left some of both.
  const isBetween =
    operation.status !== "done" && now.every((it) => known.some((other) => sameEntry(it, other)));
  const isLeft = changes.length === 0 || sameEntries(now, after) || isBetween;
  return {
    target,
    changes: changes.map(undoChange),
    changed: isLeft
      ? null
      : `the ${first.type} entries of ${first.name} are now ${allTexts(now) || "gone"}`,
    apply: async () => {
      for (const change of changes) await applyChange(domains, zone, change, call);
    },
  };
};

function undoChange(change: EntryChange): UndoChange {
  const what = `${change.entry.type} entry`;
  const text = targetText(change.entry);
  if (change.action === "create") return { what, now: "none", was: text };
  if (change.action === "delete") return { what, now: text, was: "none" };
  return { what, now: targetText(change.before), was: text };
}

function allTexts(entries: readonly (DomainEntry | NewDomainEntry)[]): string {
  return entries.map(targetText).join(", ");
}
