import pLimit from "p-limit";
import { BACKUP_TAG, canBeCopied, isOf, planBackup } from "../../core/backups/backup.ts";
import type { Context } from "../../core/context.ts";
import {
  QuantsError,
  amended,
  combineErrors,
  errorToJson,
  nullIfMissing,
  toQuantsError,
} from "../../core/errors.ts";
import type { WaitOptions } from "../../core/infra-manager.ts";
import { instanceTarget } from "../../core/journal/target.ts";
import { isGood } from "../../core/snapshots/last-good.ts";
import type { Snapshot, SnapshotStatus } from "../../core/model.ts";
import { snapshotMonthlyUsd } from "../../core/snapshots/cost.ts";
import { FINISH_BY_RESUMING, stoppedAmong } from "../../core/instances/stopped.ts";
import { droppedText, purposeOf, snapshotTags } from "../../core/snapshots/tags.ts";
import { type CommandResult, collection } from "../../core/result.ts";
import { rememberIdentities } from "../shared/met-identity.ts";
import type { StepChange } from "../../core/plan/step.ts";
import { less } from "../../core/plan/price.ts";
import { planned } from "../shared/planned.ts";
import { warnOfDropped } from "../shared/dropped-tags.ts";
import { snapshotWaiting } from "../shared/snapshot-waiting.ts";
import { type WaitingOptions, waitOptions } from "../shared/waiting.ts";
import { type BackupRecord, backupResource } from "./record.ts";
import { type BackupOptions, type ToBackUp, retentionOf, selectBackups } from "./select.ts";

export interface BackupWork {
  make: boolean;
  prune: boolean;
}

export interface BackupWorkOptions extends BackupOptions, Omit<WaitingOptions, "wait"> {
  wait?: boolean;
  dryRun?: boolean;
}

const CONCURRENCY = 4;

/** One instance that fails keeps no other from its backup. */
export async function carryOutBackups(
  work: BackupWork,
  options: BackupWorkOptions,
  context: Context,
): Promise<CommandResult> {
  const { found, errors, regions } = await selectBackups(options, context, makingOf(work, options));
  const unheard = combineErrors(errors, regions.length, "regions");
  if (unheard !== null && errors.length === regions.length) throw unheard;
  if (work.make && found.length === 0 && unheard === null) {
    // A region that is not meant, or tags that are gone, would else pass for backups that are made.
    const where = regions.length === 1 ? regions[0] : `${regions.length} regions`;
    context.narrator.warn(
      `nothing is backed up: no selected instance in ${where} has the tag ${BACKUP_TAG}=hourly, daily or weekly`,
    );
  }
  if (options.dryRun === true) {
    const changes = found.flatMap((it) => changesOf(it, work));
    return planned(changes, unheard);
  }
  const limit = pLimit(CONCURRENCY);
  rememberIdentities(
    context,
    found.map(({ instance }) => instance),
  );
  context.journal.mean(found.map(({ instance }) => instanceTarget(instance)));
  const results = await Promise.all(
    found.map((it) =>
      limit(() =>
        context.journal.about(instanceTarget(it.instance), () =>
          carryOutOne(it, work, options, context),
        ),
      ),
    ),
  );
  context.narrator.idle();
  const ended = results.map(({ error }, index) => ({
    name: found[index]?.instance.name ?? "",
    error,
  }));
  const failures = results.flatMap(({ error }) => (error === null ? [] : [error]));
  return collection({
    resource: backupResource,
    items: results.flatMap(({ record }) => (isWorthTelling(record) ? [record] : [])),
    error:
      stoppedAmong(ended, () => FINISH_BY_RESUMING) ??
      combineErrors([...errors, ...failures], errors.length + found.length, "backups"),
  });
}

/** What a backup that is due will be when older ones are pruned. */
function makingOf({ make }: BackupWork, { wait }: BackupWorkOptions): SnapshotStatus | null {
  if (!make) return null;
  return wait === false ? "pending" : "available";
}

function isWorthTelling({ made, pruned, error }: BackupRecord): boolean {
  return made || pruned.length > 0 || error !== null;
}

function changesOf({ plan, instance, snapshots }: ToBackUp, work: BackupWork): StepChange[] {
  const { region } = instance;
  const about = (action: string, name: string, detail: string, usd: number | null): StepChange => ({
    action,
    kind: "snapshot",
    name,
    region,
    detail,
    monthly_usd: usd,
  });
  const priceOf = (name: string): number | null => {
    const found = snapshots.find((it) => it.name === name);
    // The one that is to be made has the size of the disk.
    return snapshotMonthlyUsd(found ?? { size_gb: instance.hardware.disk_size_gb });
  };
  const isMade = work.make && plan.due && canBeCopied(instance);
  const dropped = droppedText("it", snapshotTags(instance.tags, "backup").dropped);
  return [
    ...(isMade && plan.failed !== null
      ? [about("delete", plan.failed, `of ${instance.name}, failed, to be made again`, 0)]
      : []),
    ...(isMade
      ? [
          about(
            "create",
            plan.snapshot,
            [`of ${instance.name}`, plan.schedule, ...(dropped === null ? [] : [dropped])].join(
              ", ",
            ),
            priceOf(plan.snapshot),
          ),
        ]
      : []),
    ...(work.prune
      ? plan.prune.map((it) => about("delete", it, `of ${instance.name}`, less(priceOf(it))))
      : []),
  ];
}

async function carryOutOne(
  it: ToBackUp,
  work: BackupWork,
  options: BackupWorkOptions,
  context: Context,
): Promise<{ record: BackupRecord; error: QuantsError | null }> {
  const { instance, plan, schedule, manager } = it;
  const wait = waitOptions(snapshotWaiting(options), context, plan.snapshot);
  const record: BackupRecord = {
    instance: instance.name,
    region: instance.region,
    schedule,
    snapshot: null,
    status: null,
    made: false,
    pruned: [],
    dropped_tags: [],
    error: null,
  };
  try {
    let snapshots = it.snapshots;
    if (work.make && plan.due && isCopiedNow(it, context)) {
      const begun = await makeOne(it, record, wait, context);
      const made = options.wait === false ? begun : await waitFor(it, record, wait, context);
      snapshots = [...snapshots.filter(({ name }) => name !== made.name), made];
    }
    if (work.prune) {
      const now = context.clock.now();
      const { prune, last_good: good } = planBackup(
        instance,
        schedule,
        snapshots,
        retentionOf(options),
        now,
      );
      if (prune.length > 0 && good !== null) await requireGood(it, good, wait);
      for (const name of prune) {
        await nullIfMissing(manager.deleteSnapshot(name, { signal: wait.signal }));
        record.pruned.push(name);
        context.narrator.step(`${instance.name}: ${name} deleted`);
      }
    }
    return { record, error: null };
  } catch (thrown) {
    const error = withInstance(instance.name, toQuantsError(thrown));
    return { record: { ...record, error: errorToJson(error) }, error };
  }
}

function isCopiedNow({ instance }: ToBackUp, { narrator }: Context): boolean {
  if (canBeCopied(instance)) return true;
  narrator.step(`${instance.name}: is ${instance.status}, so it is backed up by the next run`);
  return false;
}

async function makeOne(
  { instance, plan, manager }: ToBackUp,
  record: BackupRecord,
  wait: WaitOptions,
  context: Context,
): Promise<Snapshot> {
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

async function waitFor(
  { plan, instance, manager }: ToBackUp,
  record: BackupRecord,
  wait: WaitOptions,
  context: Context,
): Promise<Snapshot> {
  context.narrator.waiting(`${plan.snapshot}: pending`);
  const done = await manager.waitForSnapshot(plan.snapshot, { ...wait, onChange: undefined });
  record.status = done.status;
  if (record.made) context.narrator.step(`${instance.name}: ${plan.snapshot} available`);
  return done;
}

/** Since the snapshots were listed, minutes ago perhaps, somebody may have deleted what all others go for. */
async function requireGood(
  { instance: { name: instance }, manager }: ToBackUp,
  name: string,
  { signal }: WaitOptions,
): Promise<void> {
  const now = await nullIfMissing(manager.getSnapshot(name, { signal }));
  if (now !== null && isGood(now)) return;
  throw new QuantsError(
    "conflict",
    `${name}, the last good snapshot of ${instance}, was deleted in the same moment: nothing was pruned.`,
    { hint: "The next run goes by what is left.", resource: name, retryable: true },
  );
}

function withInstance(instance: string, error: QuantsError): QuantsError {
  const message = `${instance}: ${error.message}`;
  return amended(error, { message, resource: instance, cause: error });
}
