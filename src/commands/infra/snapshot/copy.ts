import type { spec } from "./copy.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import { QuantsError, UsageError, nullIfMissing } from "../../../core/errors.ts";
import { checkTags } from "../../../core/instances/tags.ts";
import { snapshotTarget } from "../../../core/journal/target.ts";
import type { Snapshot } from "../../../core/model.ts";
import type { StepChange } from "../../../core/plan/step.ts";
import type { SnapshotRecord } from "../../../core/records/snapshot.ts";
import { checkIsCopy, copyOrTake } from "../../../core/snapshots/copy.ts";
import { snapshotMonthlyUsd } from "../../../core/snapshots/cost.ts";
import { snapshotTags } from "../../../core/snapshots/tags.ts";
import { advice, toRun } from "../../../core/text/advice.ts";
import { warnOfDropped } from "../../shared/dropped-tags.ts";
import { planned } from "../../shared/planned.ts";
import { oneRegion } from "../../shared/regions.ts";
import { snapshotWaiting } from "../../shared/snapshot-waiting.ts";
import { waitOptions } from "../../shared/waiting.ts";
import { parseSnapshotName } from "./options.ts";

type CopyOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (given, context) => {
  const options = snapshotWaiting(given);
  const sourceName = nameOf(options);
  const name = options.snapshotName ?? sourceName;
  const own = Object.fromEntries(options.tag ?? []);
  checkTags(own);
  const from = await oneRegion(context);
  if (from.region === options.toRegion && name === sourceName) {
    throw new UsageError(`${sourceName} is in ${from.region} already.`, {
      hint: "Give another --to-region, or a name for the copy with --snapshot-name.",
      resource: sourceName,
    });
  }
  const to = await context.manager(options.toRegion);
  const wait = waitOptions(options, context, name);
  const call = { signal: wait.signal };
  const source = await from.getSnapshot(sourceName, call);
  checkComplete(source);
  const { tags, dropped } = snapshotTags(source.tags, "manual", own);
  if (options.dryRun === true || options.ifNotExists !== true) {
    const there = await nullIfMissing(to.getSnapshot(name, call));
    if (there !== null && options.ifNotExists !== true) throw nameInUse(there);
    if (there !== null) checkIsCopy(there, source);
    if (options.dryRun === true)
      return planned(there === null ? [changeOf(source, name, to.region)] : []);
  }
  const target = snapshotTarget({ region: to.region, name });
  context.journal.recordTargets([target]);
  const work = async (): Promise<{ copy: Snapshot; isNew: boolean }> => {
    const made = await copyOrTake(to, { source, name, tags }, call);
    const what = made.isNew ? "begun" : "is there already";
    context.narrator.step(`${sourceName}: copy ${name} in ${to.region} ${what}`);
    warnOfDropped(name, dropped, context);
    if (options.wait === false || made.copy.status === "available") return made;
    context.narrator.waiting(`${name}: ${made.copy.status}`);
    const copy = await to.waitForSnapshot(name, wait);
    context.narrator.step(`${sourceName}: copy ${name} in ${to.region} available`);
    return { ...made, copy };
  };
  const { copy, isNew } = await context.journal
    .about(target, work)
    .finally(() => context.narrator.idle());
  const data: SnapshotRecord = {
    ...copy,
    changed: isNew,
    monthly_cost_usd: snapshotMonthlyUsd(copy),
    dropped_tags: dropped,
  };
  return { kind: "report", data, names: [name] };
};

function nameOf({ argument, name }: CopyOptions): string {
  const given = argument ?? name;
  if (given === undefined) {
    throw new UsageError("Which snapshot? --name is missing.", {
      hint: advice`See the names: ${toRun("infra snapshot list")}`,
    });
  }
  if (argument === undefined || name === undefined || argument === name) {
    return parseSnapshotName(given);
  }
  throw new UsageError(`Both ${argument} and --name ${name} are given.`, {
    hint: "This command is about one snapshot: leave one of them out.",
  });
}

function checkComplete({ name, status, region }: Snapshot): void {
  if (status === "available") return;
  throw new QuantsError(
    "invalid_state",
    `The snapshot ${name} is ${status}, and can't be copied.`,
    {
      hint: advice`Wait until it is available; see: ${toRun("infra snapshot list", { region })}`,
      resource: name,
      retryable: status === "pending",
    },
  );
}

/** What the service would say, but with a way out. */
function nameInUse({ name, region }: Snapshot): QuantsError {
  return new QuantsError("name_in_use", `The name "${name}" is in use in ${region}.`, {
    hint: "Choose another --snapshot-name, or add --if-not-exists to accept a copy of this instance.",
    resource: name,
  });
}

function changeOf(source: Snapshot, name: string, region: string): StepChange {
  return {
    ...{ action: "copy", kind: "snapshot", name, region },
    detail: `of ${source.name} in ${source.region}`,
    monthly_usd: snapshotMonthlyUsd(source),
  };
}
