import { backupsAmong } from "../../core/backups/backup.ts";
import { copyName, copyTags, planCopies } from "../../core/backups/copies.ts";
import type { Context } from "../../core/context.ts";
import { nullIfMissing } from "../../core/errors.ts";
import type { WaitOptions } from "../../core/infra-manager.ts";
import type { Instance, Snapshot } from "../../core/model.ts";
import { less } from "../../core/plan/price.ts";
import type { Step, StepChange } from "../../core/plan/step.ts";
import { copyOrTake } from "../../core/snapshots/copy.ts";
import { snapshotMonthlyUsd } from "../../core/snapshots/cost.ts";
import { snapshotTags } from "../../core/snapshots/tags.ts";
import type { Copying } from "./copying.ts";
import type { BackupRecord } from "./record.ts";

/** The instance whose backups are copied, and what is known of them. */
interface CopiedInstance {
  instance: Instance;
  /** As they were listed. */
  snapshots: readonly Snapshot[];
  /** The backup that this run made. */
  made: Snapshot | null;
  record: BackupRecord;
  wait: WaitOptions;
  context: Context;
}

/**
 * Begins the copy of the newest complete backup, if there is none yet, and deletes old copies. It
 * does not wait for the copy: between regions that takes long, and the next run looks at it.
 */
export function copyStep(
  backup: CopiedInstance,
  copying: Copying,
  work: { make: boolean; prune: boolean },
): Step<"copy"> {
  const { instance, record, wait, context } = backup;
  const call = { signal: wait.signal };
  const planNow = async (): Promise<ReturnType<typeof planCopies>> => {
    const backups = backupsAmong(snapshotsNow(backup), instance);
    return planCopies(instance, copying.keep, backups, await copying.there());
  };
  const begin = async (source: Snapshot, failed: string | null): Promise<void> => {
    const manager = await copying.manager();
    if (failed !== null) {
      await nullIfMissing(manager.deleteSnapshot(failed, call));
      context.narrator.step(`${instance.name}: ${failed} had failed and is copied again`);
    }
    const name = copyName(source);
    const { tags } = snapshotTags(source.tags, "copy", copyTags(instance, source));
    await copyOrTake(manager, { source, name, tags }, call);
    record.copy = { name, region: copying.region };
    context.narrator.step(`${instance.name}: ${source.name} is being copied to ${copying.region}`);
  };
  return {
    name: "copy",
    changes: async () => {
      const { source, failed, prune } = await planNow();
      const there = await copying.there();
      const sizeOf = (name: string): Snapshot | undefined => there.find((it) => it.name === name);
      const change = (action: string, name: string, usd: number | null): StepChange => ({
        ...{ action, kind: "snapshot", name, region: copying.region },
        detail: `copy of ${instance.name}`,
        monthly_usd: usd,
      });
      const priceOf = (snapshot: Snapshot | undefined): number | null =>
        snapshotMonthlyUsd(snapshot ?? { size_gb: instance.hardware.disk_size_gb });
      return [
        ...(failed === null ? [] : [change("delete", failed, 0)]),
        ...(work.make && source !== null
          ? [change("copy", copyName(source), priceOf(source))]
          : []),
        ...(work.prune ? prune.map((it) => change("delete", it, less(priceOf(sizeOf(it))))) : []),
      ];
    },
    carryOut: async () => {
      const { source, failed, prune } = await planNow();
      if (work.make && source !== null) await begin(source, failed);
      if (!work.prune) return;
      const manager = await copying.manager();
      for (const name of prune) {
        await nullIfMissing(manager.deleteSnapshot(name, call));
        record.copies_pruned.push(name);
        context.narrator.step(`${instance.name}: ${name} deleted in ${copying.region}`);
      }
    },
  };
}

/** As they were listed, with what this run made since. */
function snapshotsNow({ snapshots, made }: CopiedInstance): Snapshot[] {
  return [...snapshots.filter(({ name }) => name !== made?.name), ...(made === null ? [] : [made])];
}
