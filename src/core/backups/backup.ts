import { SCHEDULES, type Schedule, periodOf } from "./period.ts";
import { mayBeSame } from "../instances/identity.ts";
import { isGood, lastGoodOf, newestFirst } from "../snapshots/last-good.ts";
import type { Instance, Snapshot, SnapshotStatus } from "../model.ts";
import { type Kept, type Retention, expired } from "./retention.ts";
import { snapshotName, uniqueId } from "../snapshots/name.ts";
import { purposeOf, snapshotTags } from "../snapshots/tags.ts";
import { ownValue } from "../text/own-value.ts";

export const BACKUP_TAG = "Backup";

/** What the tag asks for: a schedule, nothing, or an unknown value. */
export type TagSchedule = Schedule | "none" | { unknown: string };

/** What a run does for one instance; the keys are those of `backup plan`. */
export interface BackupPlan {
  instance: string;
  region: string;
  schedule: Schedule;
  /** The newest snapshot that the instance can be restored from, whoever created it. */
  last_good: string | null;
  last_good_at: string | null;
  /** True when this period has no backup yet. */
  due: boolean;
  /** The name of this period's backup. */
  snapshot: string;
  /** A failed backup of that name, to be deleted first. */
  failed: string | null;
  /** Names of the backups to delete once the due one is made. */
  prune: string[];
}

export function tagSchedule({ tags }: Pick<Instance, "tags">): TagSchedule {
  const value = ownValue(tags, BACKUP_TAG) ?? "none";
  const text = value.trim().toLowerCase();
  if (text === "none") return "none";
  return SCHEDULES.find((it) => it === text) ?? { unknown: value };
}

/**
 * What a run does for one instance. `making` is the due backup as it will be when the run prunes,
 * so that the run deletes exactly what was announced; null if it makes none.
 */
export function planBackup(
  instance: Instance,
  schedule: Schedule,
  all: readonly Snapshot[],
  keep: Retention,
  now: number,
  making: SnapshotStatus | null = null,
): BackupPlan {
  const own = all.filter((it) => isOf(it, instance));
  const period = periodOf(schedule, now);
  const usual = snapshotName(instance.name, `backup-${schedule}-${period}`);
  const present = own.find((it) => it.status !== "error" && isFor(it, instance, usual));
  const name = present?.name ?? nameFor(instance, usual, all);
  const failed = own.find((it) => it.name === name && purposeOf(it) === "backup");
  const lastGood = lastGoodOf(own, instance.name, instance.arn);
  const due = present === undefined;
  const willBe =
    due && making !== null && canBeCopied(instance)
      ? [...own.filter((it) => it !== failed), made(instance, name, now, making)]
      : own;
  const protectedOne = lastGoodOf(willBe, instance.name, instance.arn)?.name;
  return {
    instance: instance.name,
    region: instance.region,
    schedule,
    last_good: lastGood?.name ?? null,
    last_good_at: lastGood?.created_at ?? null,
    due,
    snapshot: name,
    failed: due ? (failed?.name ?? null) : null,
    prune: expired(backupsOf(instance, willBe), keep).filter(
      (it) => it !== protectedOne && it !== name,
    ),
  };
}

/** Lightsail makes no snapshot of an instance that is still starting; the next run does. */
export function canBeCopied({ status }: Pick<Instance, "status">): boolean {
  return status !== "pending";
}

/** The backup of a period under either name: `usual`, or that followed by an id. */
function isFor(snapshot: Snapshot, instance: Instance, usual: string): boolean {
  if (snapshot.name === usual) return true;
  const found = scheduleIn(snapshot, instance);
  return found !== null && snapshot.name.startsWith(`${usual}-`);
}

/**
 * The same for every run in a period, so that only one of two concurrent runs gets the name. An
 * instance that replaced another one gets its own name.
 */
function nameFor(instance: Instance, usual: string, all: readonly Snapshot[]): string {
  const other = all.find((it) => it.name === usual);
  const id = uniqueId(instance.arn);
  if (other === undefined || id === null || isOf(other, instance)) return usual;
  return `${usual}-${id.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, 8)}`;
}

/** The due backup as it will be listed. */
function made(instance: Instance, name: string, now: number, status: SnapshotStatus): Snapshot {
  return {
    name,
    instance: instance.name,
    status,
    progress: null,
    size_gb: null,
    created_at: new Date(now).toISOString(),
    region: instance.region,
    from_bundle_id: instance.bundle_id,
    from_blueprint_id: instance.blueprint_id,
    from_instance_arn: instance.arn,
    from_region: instance.region,
    is_auto: false,
    disks: [],
    attached_disks: [],
    tags: snapshotTags({}, "backup").tags,
    arn: null,
  };
}

/** The snapshots that `backup` made of exactly this instance. */
export function backupsAmong(all: readonly Snapshot[], instance: Instance): Snapshot[] {
  return all.filter((it) => isOf(it, instance) && scheduleIn(it, instance) !== null);
}

/** Whether `backup` made it, by tag and name, from exactly this instance. */
function backupsOf(instance: Instance, own: readonly Snapshot[]): Kept[] {
  return own.toSorted(newestFirst).flatMap((it) => {
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

/**
 * True for a snapshot of this very instance rather than of an earlier one of the same name, as far
 * as that can be known.
 */
export function isOf(snapshot: Snapshot, { arn, name, created_at: since }: Instance): boolean {
  const { from_instance_arn: from, created_at: at, instance } = snapshot;
  if (instance !== name || !mayBeSame(from, arn)) return false;
  if (arn !== null && from !== null) return true;
  return at === null || since === null || Date.parse(at) >= Date.parse(since);
}
