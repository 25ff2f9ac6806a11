import pLimit from "p-limit";
import { BACKUP_TAG } from "../../core/backups/backup.ts";
import type { Context } from "../../core/context.ts";
import { type QuantsError, amended, combineErrors, errorToJson } from "../../core/errors.ts";
import { FINISH_BY_RESUMING, stoppedAmong } from "../../core/instances/stopped.ts";
import { instanceTarget } from "../../core/journal/target.ts";
import type { SnapshotStatus } from "../../core/model.ts";
import { execute, foreseeEach } from "../../core/plan/execute.ts";
import { type CommandResult, collection } from "../../core/result.ts";
import { rememberIdentities } from "../shared/met-identity.ts";
import { planned } from "../shared/planned.ts";
import { type BackupWork, type BackupWorkOptions, backupSteps } from "./backup-steps.ts";
import { type BackupRecord, backupResource } from "./record.ts";
import { type ToBackUp, selectBackups } from "./select.ts";
import { errorOfSome } from "../shared/each-region.ts";

const CONCURRENCY = 4;

/** One instance that fails keeps no other from its backup. */
export async function backUp(
  work: BackupWork,
  options: BackupWorkOptions,
  context: Context,
): Promise<CommandResult> {
  const { found, errors, regions } = await selectBackups(options, context, makingOf(work, options));
  const unanswered = errorOfSome(errors, regions);
  if (work.make && found.length === 0 && unanswered === null) {
    // A region that is not meant, or tags that are gone, would else pass for backups that are made.
    const where = regions.length === 1 ? regions[0] : `${regions.length} regions`;
    context.narrator.warn(
      `nothing is backed up: no selected instance in ${where} has the tag ${BACKUP_TAG}=hourly, daily or weekly`,
    );
  }
  if (options.dryRun === true) {
    // A region of copies that does not answer hides nothing of the others.
    const all = found.flatMap((it) => backupSteps(it, work, options, context).steps);
    const { changes, errors: refused } = await foreseeEach(all.map((step) => [step]));
    const failures = [...errors, ...refused];
    return planned(changes, combineErrors(failures, errors.length + found.length, "backups"));
  }
  const limit = pLimit(CONCURRENCY);
  rememberIdentities(
    context,
    found.map(({ instance }) => instance),
  );
  context.journal.recordTargets(found.map(({ instance }) => instanceTarget(instance)));
  const results = await Promise.all(
    found.map((it) =>
      limit(() =>
        context.journal.about(instanceTarget(it.instance), () =>
          backUpOne(it, work, options, context),
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
    items: results.flatMap(({ record }) => (isWorthListing(record) ? [record] : [])),
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

function isWorthListing({ made, pruned, copy, copies_pruned, error }: BackupRecord): boolean {
  return made || copy !== null || pruned.length + copies_pruned.length > 0 || error !== null;
}

async function backUpOne(
  it: ToBackUp,
  work: BackupWork,
  options: BackupWorkOptions,
  context: Context,
): Promise<{ record: BackupRecord; error: QuantsError | null }> {
  const { steps, record } = backupSteps(it, work, options, context);
  const { error: failure } = await execute(steps);
  const error = failure && withInstance(it.instance.name, failure);
  return { record: { ...record, error: error && errorToJson(error) }, error };
}

function withInstance(instance: string, error: QuantsError): QuantsError {
  const message = `${instance}: ${error.message}`;
  return amended(error, { message, resource: instance, cause: error });
}
