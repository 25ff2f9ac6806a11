import { autoTimeText } from "../../../core/snapshots/auto-time.ts";
import { sameInstance } from "./instance.ts";
import { type NotedTime, autoTimeKey } from "./noted.ts";
import type { Undoer } from "./step.ts";

/** Has the daily snapshot made when it was made, or none. */
export const undoAutoSnapshot: Undoer = async (target, operation, context) => {
  const noted = operation.remembered[autoTimeKey(target)] as NotedTime | undefined;
  if (noted === undefined) return null;
  await sameInstance(target, operation, context);
  const { region, name } = target;
  const manager = await context.manager(region);
  const call = { signal: context.signal };
  const { auto_snapshot_time: now } = await manager.getInstanceExtras(name, call);
  return {
    target,
    changes:
      now === noted.before
        ? []
        : [{ what: "daily snapshot", now: autoTimeText(now), was: autoTimeText(noted.before) }],
    changed:
      now === noted.before || now === noted.after
        ? null
        : `the daily snapshot of ${name} was changed since: ${autoTimeText(now)}`,
    apply: async () => {
      await manager.settings.setAutoSnapshot(name, noted.before, call);
    },
  };
};
