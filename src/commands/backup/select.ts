import type { Context } from "../../core/context.ts";
import type { QuantsError } from "../../core/errors.ts";
import { type BackupPlan, BACKUP_TAG, planBackup, tagSchedule } from "../../core/backups/backup.ts";
import type { Schedule } from "../../core/backups/period.ts";
import { placeKey } from "../../core/instances/identity.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import type { Instance, Snapshot, SnapshotStatus } from "../../core/model.ts";
import { DEFAULT_RETENTION, type Retention } from "../../core/backups/retention.ts";
import { isSelected } from "../../core/instances/selector.ts";
import { type Copying, copyingFor } from "./copying.ts";
import { askRegions } from "../shared/each-region.ts";
import { refuseMissing } from "../shared/refuse-missing.ts";
import { type TargetOptions, selectionOf } from "../shared/targets.ts";

export interface BackupOptions extends TargetOptions {
  keepHourly?: number;
  keepDaily?: number;
  keepWeekly?: number;
}

export interface ToBackUp {
  instance: Instance;
  schedule: Schedule;
  manager: BaseInfraManager;
  /** Every snapshot of the region. */
  snapshots: readonly Snapshot[];
  plan: BackupPlan;
  /** Where copies of its newest backup go; null for nowhere. */
  copying: Copying | null;
}

/**
 * The instances that are meant and have a schedule in their tag `Backup`, with what is to be
 * done for each, and the failures of regions that did not answer. `making` is what becomes of a
 * backup that is due; null when none is made.
 */
export async function selectBackups(
  options: BackupOptions,
  context: Context,
  making: SnapshotStatus | null,
): Promise<{ found: ToBackUp[]; errors: QuantsError[]; regions: readonly string[] }> {
  const selection = selectionOf(options);
  const keep = retentionOf(options);
  const { regions, found, errors } = await askRegions(context, async (manager, call) => {
    const [instances, snapshots] = await Promise.all([
      manager.listInstances(call),
      manager.listSnapshots(call),
    ]);
    return instances.map((instance) => ({ instance, manager, snapshots }));
  });
  const { met } = context.resuming;
  const selected = found.filter(({ instance }) =>
    met === undefined ? isSelected(instance, selection) : met.includes(placeKey(instance)),
  );
  if (met === undefined && errors.length === 0) {
    refuseMissing(
      options,
      selected.map(({ instance }) => instance),
    );
  }
  const now = context.clock.now();
  const copyingOf = copyingFor(context);
  return {
    errors,
    regions,
    found: selected.flatMap((it) => {
      const schedule = scheduleOf(it.instance, context);
      if (schedule === null) return [];
      return [
        {
          ...it,
          schedule,
          plan: planBackup(it.instance, schedule, it.snapshots, keep, now, making),
          copying: copyingOf(it.instance),
        },
      ];
    }),
  };
}

export function retentionOf({ keepHourly, keepDaily, keepWeekly }: BackupOptions): Retention {
  return {
    hourly: keepHourly ?? DEFAULT_RETENTION.hourly,
    daily: keepDaily ?? DEFAULT_RETENTION.daily,
    weekly: keepWeekly ?? DEFAULT_RETENTION.weekly,
  };
}

/** A value that nobody understands must not look like a backup that is made. */
function scheduleOf(instance: Instance, context: Context): Schedule | null {
  const wanted = tagSchedule(instance);
  if (wanted === "none") return null;
  if (typeof wanted === "string") return wanted;
  context.narrator.warn(
    `${instance.name} is not backed up: its tag ${BACKUP_TAG} is ${JSON.stringify(wanted.unknown)}, not hourly, daily, weekly or none`,
  );
  return null;
}
