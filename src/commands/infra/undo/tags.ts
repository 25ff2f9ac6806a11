import type { JournalOperation } from "../../../core/journal/operation.ts";
import type { TargetRef } from "../../../core/journal/target.ts";
import { sameInstance } from "./instance.ts";
import { type NotedTags, tagsKey } from "./noted.ts";
import type { Undoer } from "./step.ts";
import { ownValue } from "../../../core/text/own-value.ts";

type Value = string | null;

/** Gives tags the values that they had. */
export const undoTags: Undoer = async (target, operation, context) => {
  const noted = notedTags(target, operation);
  if (noted === null) return null;
  const instance = await sameInstance(target, operation, context);
  const { region, name } = target;
  const valueOf = (key: string): Value => ownValue(instance.tags, key) ?? null;
  const differing = Object.entries(noted.before).filter(([key, then]) => valueOf(key) !== then);
  const others = differing.filter(([key]) => valueOf(key) !== (ownValue(noted.after, key) ?? null));
  return {
    target,
    changes: differing.map(([key, then]) => ({
      what: `tag ${key}`,
      now: shown(valueOf(key)),
      was: shown(then),
    })),
    changed:
      others.length === 0
        ? null
        : `tags of ${name} were changed since: ${others.map(([key]) => `${key} is ${shown(valueOf(key))}`).join(", ")}`,
    apply: async () => {
      const manager = await context.manager(region);
      const call = { signal: context.signal };
      const set = differing.flatMap(([key, then]) => (then === null ? [] : [[key, then] as const]));
      const removed = differing.flatMap(([key, then]) => (then === null ? [key] : []));
      if (set.length > 0) await manager.tagInstance(name, Object.fromEntries(set), call);
      if (removed.length > 0) await manager.untagInstance(name, removed, call);
    },
  };
};

function notedTags(target: TargetRef, { remembered }: JournalOperation): NotedTags | null {
  return (remembered[tagsKey(target)] as NotedTags | undefined) ?? null;
}

function shown(value: Value): string {
  return value === null ? "not there" : JSON.stringify(value);
}
