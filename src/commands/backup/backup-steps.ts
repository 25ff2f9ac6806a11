import { canBeCopied, isOf, planBackup } from "../../core/backups/backup.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, nullIfMissing } from "../../core/errors.ts";
import type { WaitOptions } from "../../core/infra-manager.ts";
import type { Snapshot } from "../../core/model.ts";
import { less } from "../../core/plan/price.ts";
import { type Step, type StepChange, unseen } from "../../core/plan/step.ts";
import { snapshotMonthlyUsd } from "../../core/snapshots/cost.ts";
import { isGood } from "../../core/snapshots/last-good.ts";
import { droppedText, purposeOf, snapshotTags } from "../../core/snapshots/tags.ts";
import { warnOfDropped } from "../shared/dropped-tags.ts";
import { snapshotWaiting } from "../shared/snapshot-waiting.ts";
import { type WaitingOptions, waitOptions } from "../shared/waiting.ts";
import { copyStep } from "./copy-step.ts";
import type { BackupRecord } from "./record.ts";
import { type BackupOptions, type ToBackUp, retentionOf } from "./select.ts";

export interface BackupWork {
  make: boolean;
  prune: boolean;
}

export interface BackupWorkOptions extends BackupOptions, Omit<WaitingOptions, "wait"> {
  wait?: boolean;
  dryRun?: boolean;
}

/** What is done for one instance, and what came of it so far. */
export interface BackupSteps {
  steps: Step<"snapshot" | "wait" | "prune" | "copy">[];
  record: BackupRecord;
}

export function backupSteps(
  it: ToBackUp,
  work: BackupWork,
  options: BackupWorkOptions,
  context: Context,
): BackupSteps {
  const { instance, plan, schedule } = it;
  const record: BackupRecord = {
    instance: instance.name,
    region: instance.region,
    schedule,
    snapshot: null,
    status: null,
    made: false,
    pruned: [],
    copy: null,
    copies_pruned: [],
    dropped_tags: [],
    error: null,
  };
  const wait = waitOptions(snapshotWaiting(options), context, plan.snapshot);
  const backup: Backup = { ...it, options, record, wait, context, made: null };
  const makes = work.make && plan.due;
  return {
    record,
    steps: [
      ...(makes ? [makeStep(backup)] : []),
      ...(makes && options.wait !== false ? [waitStep(backup)] : []),
      ...(work.prune ? [pruneStep(backup)] : []),
      // Last: a region of copies that does not answer keeps nothing else from being done.
      ...(it.copying === null ? [] : [copyStep(backup, it.copying, work)]),
    ],
  };
}

/** What the steps share. */
interface Backup extends ToBackUp {
  options: BackupWorkOptions;
  record: BackupRecord;
  wait: WaitOptions;
  context: Context;
  /** This period's backup, once it is begun, by this run or another. */
  made: Snapshot | null;
}

function makeStep(backup: Backup): Step<"snapshot"> {
  const { instance, plan, context } = backup;
  const { name } = instance;
  return {
    name: "snapshot",
    changes: () => {
      if (!canBeCopied(instance)) return [];
      const dropped = droppedText("it", snapshotTags(instance.tags, "backup").dropped);
      const detail = [`of ${name}`, plan.schedule, ...(dropped === null ? [] : [dropped])];
      const usd = priceOf(backup, plan.snapshot);
      return [
        ...(plan.failed === null
          ? []
          : [changeOf(backup, "delete", plan.failed, `of ${name}, failed, will be made again`, 0)]),
        changeOf(backup, "create", plan.snapshot, detail.join(", "), usd),
      ];
    },
    carryOut: async () => {
      if (canBeCopied(instance)) backup.made = await makeOne(backup);
      else
        context.narrator.step(`${name}: is ${instance.status}, so it is backed up by the next run`);
    },
  };
}

function waitStep(backup: Backup): Step<"wait"> {
  return unseen("wait", async () => {
    if (backup.made !== null) backup.made = await waitFor(backup);
  });
}

function pruneStep(backup: Backup): Step<"prune"> {
  const { instance, plan, schedule, manager, options, record, wait, context } = backup;
  return {
    name: "prune",
    changes: () =>
      plan.prune.map((it) =>
        changeOf(backup, "delete", it, `of ${instance.name}`, less(priceOf(backup, it))),
      ),
    carryOut: async () => {
      const { made } = backup;
      const snapshots = [
        ...backup.snapshots.filter(({ name }) => name !== made?.name),
        ...(made === null ? [] : [made]),
      ];
      const keep = retentionOf(options);
      const now = planBackup(instance, schedule, snapshots, keep, context.clock.now());
      if (now.prune.length > 0 && now.last_good !== null) await requireGood(backup, now.last_good);
      for (const name of now.prune) {
        await nullIfMissing(manager.deleteSnapshot(name, { signal: wait.signal }));
        record.pruned.push(name);
        context.narrator.step(`${instance.name}: ${name} deleted`);
      }
    },
  };
}

function changeOf(
  { instance: { region } }: Backup,
  action: string,
  name: string,
  detail: string,
  usd: number | null,
): StepChange {
  return { action, kind: "snapshot", name, region, detail, monthly_usd: usd };
}

function priceOf({ instance, snapshots }: Backup, name: string): number | null {
  const found = snapshots.find((it) => it.name === name);
  // The one that is to be made has the size of the disk.
  return snapshotMonthlyUsd(found ?? { size_gb: instance.hardware.disk_size_gb });
}

async function makeOne({
  instance,
  plan,
  manager,
  record,
  wait,
  context,
}: Backup): Promise<Snapshot> {
  const call = { signal: wait.signal };
  if (plan.failed !== null) {
    await nullIfMissing(manager.deleteSnapshot(plan.failed, call));
    context.narrator.step(`${instance.name}: ${plan.failed} had failed and is made again`);
  }
  record.snapshot = plan.snapshot;
  try {
    const { tags, dropped } = snapshotTags(instance.tags, "backup");
    const begun = await manager.createSnapshot(plan.snapshot, instance.name, { ...call, tags });
    record.made = true;
    record.status = begun.status;
    record.dropped_tags = dropped;
    context.narrator.step(`${instance.name}: ${plan.snapshot} begun`);
    warnOfDropped(plan.snapshot, dropped, context);
    return begun;
  } catch (error) {
    if (!(error instanceof QuantsError) || error.code !== "name_in_use") throw error;
    // The name is the lock: another run has it, and this one has nothing to make. One of an
    // earlier namesake is no backup of this instance.
    const other = await nullIfMissing(manager.getSnapshot(plan.snapshot, call));
    if (other === null || purposeOf(other) !== "backup" || !isOf(other, instance)) throw error;
    record.status = other.status;
    return other;
  }
}

async function waitFor({
  plan,
  instance,
  manager,
  record,
  wait,
  context,
}: Backup): Promise<Snapshot> {
  context.narrator.waiting(`${plan.snapshot}: pending`);
  const done = await manager.waitForSnapshot(plan.snapshot, { ...wait, onChange: undefined });
  record.status = done.status;
  if (record.made) context.narrator.step(`${instance.name}: ${plan.snapshot} available`);
  return done;
}

/** Since the snapshots were listed, minutes ago perhaps, somebody may have deleted what all others go for. */
async function requireGood(
  { instance: { name: instance }, manager, wait }: Backup,
  name: string,
): Promise<void> {
  const now = await nullIfMissing(manager.getSnapshot(name, { signal: wait.signal }));
  if (now !== null && isGood(now)) return;
  throw new QuantsError(
    "conflict",
    `${name}, the last good snapshot of ${instance}, was deleted at the same moment: nothing was pruned.`,
    { hint: "The next run continues with what is left.", resource: name, retryable: true },
  );
}
