import type { Context } from "../../../../core/context.ts";
import type { Step } from "../../../../core/plan/step.ts";
import type { AutoSnapshotRecord } from "../../../../core/records/auto-snapshot.ts";
import type { CommandResult } from "../../../../core/result.ts";
import { autoTimeText } from "../../../../core/snapshots/auto-time.ts";
import { type TargetChange, changeTargets } from "../../../shared/change-targets.ts";
import { rememberIdentities } from "../../../shared/met-identity.ts";
import {
  type Target,
  type TargetOptions,
  refuseProtected,
  selectTargets,
} from "../../../shared/targets.ts";
import { type NotedTime, autoTimeKey } from "../../undo/noted.ts";

interface AutoOptions extends TargetOptions {
  dryRun?: boolean;
}

/** Has each target's daily snapshot made at `time`, or none when it is null. */
export async function changeAutoSnapshots(
  time: string | null,
  options: AutoOptions,
  context: Context,
): Promise<CommandResult<AutoSnapshotRecord>> {
  const targets = await selectTargets(options, context);
  return changeTargets(targets, options, context.journal, (target) => plan(target, time, context));
}

async function plan(
  target: Target,
  time: string | null,
  context: Context,
): Promise<TargetChange<AutoSnapshotRecord>> {
  const call = { signal: context.signal };
  const { name, region, manager } = target;
  // A backup is not to end for a protected instance that nobody named.
  refuseProtected(target, "changed");
  const [before, extras] = await Promise.all([
    manager.getInstance(name, call),
    manager.getInstanceExtras(name, call),
  ]);
  rememberIdentities(context, [before]);
  const was = extras.auto_snapshot_time;
  let isChanged = false;
  const step: Step = {
    name: "daily snapshot",
    changes: () => [
      {
        action: "set",
        kind: "instance",
        name,
        region,
        detail: `daily snapshot: ${autoTimeText(time)}`,
      },
    ],
    carryOut: async () => {
      const noted: NotedTime = { before: was, after: time };
      context.journal.remember({ [autoTimeKey(target)]: noted });
      await manager.settings.setAutoSnapshot(name, time, call);
      isChanged = true;
      context.narrator.step(
        `${name}: daily snapshot: ${autoTimeText(time)}, was ${autoTimeText(was)}`,
      );
    },
  };
  return {
    steps: was === time ? [] : [step],
    outcome: ({ error }) => {
      if (error !== null && !isChanged) throw error;
      const record = { name, region, auto_snapshot_time: isChanged ? time : was };
      return { record: { ...record, changed: isChanged }, error };
    },
  };
}
