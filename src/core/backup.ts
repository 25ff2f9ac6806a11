import { SCHEDULES, type Schedule, periodOf } from "./backup-period.ts";
import { isGood, lastGoodOf, newestFirst } from "./last-good.ts";
import type { Instance, Snapshot } from "./model.ts";
import { type Kept, type Retention, expired } from "./retention.ts";
import { snapshotName, uniqueId } from "./snapshot-name.ts";
import { purposeOf } from "./snapshot-tags.ts";

export const BACKUP_TAG = "Backup";

/** What the tag asks for: a schedule, nothing, or something that is not known. */
export type Wish = Schedule | "none" | { unknown: string };

/** What is to be done for one instance; the keys are those of `backup plan`. */
export interface BackupPlan {
  instance: string;
  region: string;
  schedule: Schedule;
  /** The newest snapshot that the instance can be restored from, whoever made it. */
  last_good: string | null;
  last_good_at: string | null;
  /** True when this period has no backup yet. */
  due: boolean;
  /** The name of this period's backup. */
  snapshot: string;
  /** One of that name that failed, and has to go first. */
  failed: string | null;
  /** Names of backups that are not kept any longer. */
  prune: string[];
}

export function wishOf({ tags }: Pick<Instance, "tags">): Wish {
  const value = Object.hasOwn(tags, BACKUP_TAG) ? (tags[BACKUP_TAG] ?? "") : "none";
  const text = value.trim().toLowerCase();
  if (text === "none") return "none";
  return SCHEDULES.find((it) => it === text) ?? { unknown: value };
}

export function planBackup(
  instance: Instance,
  schedule: Schedule,
  all: readonly Snapshot[],
  keep: Retention,
  now: number,
): BackupPlan {
  const own = all.filter((it) => it.instance === instance.name);
  const lastGood = lastGoodOf(own, instance.name, instance.arn);
  const period = periodOf(schedule, now);
  const name = backupName(instance, schedule, period, all);
  const present = own.find((it) => it.name === name);
  const backups = backupsOf(instance, own);
  return {
    instance: instance.name,
    region: instance.region,
    schedule,
    last_good: lastGood?.name ?? null,
    last_good_at: lastGood?.created_at ?? null,
    due: present === undefined || present.status === "error",
    snapshot: name,
    failed: present?.status === "error" ? name : null,
    prune: expired(backups, keep).filter((it) => it !== lastGood?.name && it !== name),
  };
}

/**
 * The same for everybody who works it out in the same period: of two runs at once, one gets
 * the name. An instance that took the place of another has a name of its own beside it.
 */
function backupName(
  instance: Instance,
  schedule: Schedule,
  period: string,
  all: readonly Snapshot[],
): string {
  const name = snapshotName(instance.name, `backup-${schedule}-${period}`);
  const other = all.find((it) => it.name === name);
  const id = uniqueId(instance.arn);
  if (other === undefined || id === null || isOf(other, instance)) return name;
  return `${name}-${id.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, 8)}`;
}

/** Only what `backup` made, by mark and by name, of exactly this instance. */
function backupsOf(instance: Instance, own: readonly Snapshot[]): Kept[] {
  return own
    .filter((it) => isOf(it, instance))
    .toSorted(newestFirst)
    .flatMap((it) => {
      const schedule = scheduleIn(it, instance);
      const { created_at } = it;
      if (schedule === null || created_at === null) return [];
      const state = isGood(it) ? "good" : it.status === "error" ? "failed" : "pending";
      return [{ name: it.name, created_at, schedule, state } as const];
    });
}

function scheduleIn(snapshot: Snapshot, instance: Instance): Schedule | null {
  if (purposeOf(snapshot) !== "backup") return null;
  const stem = snapshotName(instance.name, "backup-");
  if (!snapshot.name.startsWith(stem)) return null;
  const form = /^(hourly|daily|weekly)-\d+(?:w\d\d)?(?:-[A-Za-z0-9]{8})?$/;
  const [, schedule] = form.exec(snapshot.name.slice(stem.length)) ?? [];
  return SCHEDULES.find((it) => it === schedule) ?? null;
}

function isOf({ from_instance_arn, instance }: Snapshot, { arn, name }: Instance): boolean {
  return (
    instance === name && (arn === null || from_instance_arn === null || from_instance_arn === arn)
  );
}
