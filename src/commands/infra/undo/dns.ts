import type { Context } from "../../../core/context.ts";
import type { Domain } from "../../../core/contracts/domains.ts";
import { isBetween } from "../../../core/dns/between.ts";
import {
  type EntryChange,
  changesTowards,
  entriesOf,
  sameEntries,
  targetText,
  without,
} from "../../../core/dns/entry-plan.ts";
import { applyChange } from "../../../core/dns/entry-step.ts";
import { notedSet } from "../../../core/dns/noted-sets.ts";
import { isOwn } from "../../../core/dns/refusals.ts";
import { DOMAINS_REGION } from "../../../core/dns/region.ts";
import { nullIfMissing } from "../../../core/errors.ts";
import { REQUEST_TAG } from "../../../core/instances/request-tag.ts";
import { readNoted } from "../../../core/journal/shapes.ts";
import type { TargetRef } from "../../../core/journal/target.ts";
import { ownValue } from "../../../core/text/own-value.ts";
import { DNS_NOTES } from "../../dns/noted.ts";
import type { UndoChange, UndoStep, Undoer } from "./step.ts";

/** Gives a name the entries of that type that it had. A zone that was made is deleted as a whole. */
export const undoDns: Undoer = async (target, operation, context) => {
  const noted = readNoted(DNS_NOTES, operation.remembered);
  const { zone, sets = [], request } = noted;
  if (zone === undefined) return null;
  const { domains } = await context.manager(DOMAINS_REGION);
  const call = { signal: context.signal };
  if (request !== undefined) {
    if (target.name !== zone) return null;
    const there = await nullIfMissing(domains.get(zone, call));
    const made = sets.flatMap(({ after }) => after);
    return undoZone(target, { zone, there, request, made }, context);
  }
  const set = notedSet(target, noted);
  if (set === null) return null;
  const now = entriesOf((await domains.get(zone, call)).entries, set);
  const changes = changesTowards(now, set.before);
  const isHalf = operation.status !== "done" && isBetween(set, now);
  const isLeft = changes.length === 0 || sameEntries(now, set.after) || isHalf;
  return {
    target,
    changes: changes.map(undoChange),
    changed: isLeft
      ? null
      : `the ${set.type} entries of ${set.name} are now ${now.map(targetText).join(", ") || "gone"}`,
    apply: async () => {
      for (const change of changes) await applyChange(domains, zone, change, call);
    },
  };
};

interface MadeZone {
  zone: string;
  there: Domain | null;
  request: string;
  /** The entries that it was given. */
  made: Parameters<typeof without>[1];
}

function undoZone(
  target: TargetRef,
  { zone, there, request, made }: MadeZone,
  context: Context,
): UndoStep {
  const isIts = there !== null && ownValue(there.tags, REQUEST_TAG) === request;
  const others = without(there?.entries ?? [], made).filter((it) => !isOwn(it, zone));
  const also = others.map((it) => `${it.name} ${it.type} ${targetText(it)}`).join(", ");
  return {
    target,
    changes: isIts
      ? [{ what: "DNS zone", now: `${there.entries.length} entries`, was: "none" }]
      : [],
    changed: isIts && others.length > 0 ? `the zone ${zone} has other entries now: ${also}` : null,
    apply: async () => {
      const { domains } = await context.manager(DOMAINS_REGION);
      await domains.delete(zone, { signal: context.signal });
    },
  };
}

function undoChange(change: EntryChange): UndoChange {
  const what = `${change.entry.type} entry`;
  const text = targetText(change.entry);
  if (change.action === "create") return { what, now: "none", was: text };
  if (change.action === "delete") return { what, now: text, was: "none" };
  return { what, now: targetText(change.before), was: text };
}
