import { advice, toRun } from "../../../core/text/advice.ts";
import type { CommandResult } from "../../../core/result.ts";
import type { spec } from "./create.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import type { SnapshotRecord } from "../../../core/records/snapshot.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError, UsageError, nullIfMissing } from "../../../core/errors.ts";
import type { BaseInfraManager, WaitOptions } from "../../../core/infra-manager.ts";
import type { Instance, Snapshot } from "../../../core/model.ts";
import { checkName } from "../../../core/instances/names.ts";
import { snapshotMonthlyUsd } from "../../../core/snapshots/cost.ts";
import { snapshotName, timeStamp } from "../../../core/snapshots/name.ts";
import { droppedText, snapshotTags } from "../../../core/snapshots/tags.ts";
import { checkTags } from "../../../core/instances/tags.ts";
import { warnOfDropped } from "../../shared/dropped-tags.ts";
import { rememberIdentities } from "../../shared/met-identity.ts";
import type { StepChange } from "../../../core/plan/step.ts";
import { planned } from "../../shared/planned.ts";
import { snapshotWaiting } from "../../shared/snapshot-waiting.ts";
import { forEachTarget } from "../../shared/each-target.ts";
import { type Target, isOneNamed, selectTargets } from "../../shared/targets.ts";
import { deadlineSignal, waitOptions } from "../../shared/waiting.ts";

export type SnapshotCreateOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (given, context) => {
  const options = snapshotWaiting(given);
  const tags = Object.fromEntries(options.tag ?? []);
  // With the mark of what it is for.
  checkTags(snapshotTags({}, "manual", tags).tags);
  if (options.snapshotName !== undefined && !isOneNamed(options)) {
    throw new UsageError("--snapshot-name is for one instance.", {
      hint: "Leave it out: each snapshot is then named after its instance and the time.",
    });
  }
  const targets = await selectTargets(options, context);
  const stamp = context.resuming.stamp ?? timeStamp(context.clock.now());
  const nameFor = (target: Target): string =>
    checkName(options.snapshotName ?? snapshotName(target.name, stamp), "snapshot name");
  for (const target of targets) nameFor(target);
  if (options.dryRun === true) return plan(targets, nameFor, options, context);

  context.journal.remember({ stamp });
  try {
    const outcomes = await forEachTarget(
      targets,
      options,
      async (target) => {
        const wait = waitOptions(options, context, nameFor(target));
        const record = await makeOne(target, nameFor(target), tags, options, wait, context);
        return { record };
      },
      context.journal,
    );
    const names = [outcomes.data].flat().flatMap((it) => ("instance" in it ? [it.name] : []));
    return { kind: "report", ...outcomes, names };
  } finally {
    context.narrator.idle();
  }
};

async function makeOne(
  target: Target,
  name: string,
  tags: Readonly<Record<string, string>>,
  options: SnapshotCreateOptions,
  wait: WaitOptions,
  context: Context,
): Promise<SnapshotRecord> {
  const { manager } = target;
  const instance = target.instance ?? (await manager.getInstance(target.name, wait));
  rememberIdentities(context, [instance]);
  const copied = snapshotTags(instance.tags, "manual", tags);
  const look = async (): Promise<Snapshot | null> => {
    const found = options.ifNotExists === true ? await existingOf(manager, name, wait) : null;
    if (found !== null) checkSame(found, instance);
    return found;
  };
  let existing = await look();
  let snapshot =
    existing ??
    (await manager
      .createSnapshot(name, instance.name, { signal: wait.signal, tags: copied.tags })
      .catch(async (error: unknown) => {
        // Another process may have begun it since it was looked for.
        const isTaken = error instanceof QuantsError && error.code === "name_in_use";
        existing = isTaken ? await look() : null;
        if (existing === null) throw error;
        return existing;
      }));
  context.narrator.step(
    `${instance.name}: snapshot ${name} ${existing === null ? "begun" : "is there already"}`,
  );
  const dropped = copied.dropped.filter((key) => !Object.hasOwn(snapshot.tags, key));
  warnOfDropped(name, dropped, context);
  if (options.wait !== false) {
    context.narrator.waiting(`${name}: ${snapshot.status}`);
    snapshot = await manager.waitForSnapshot(name, wait);
    context.narrator.step(`${instance.name}: snapshot ${name} available`);
  }
  return {
    ...snapshot,
    changed: existing === null,
    monthly_cost_usd: snapshotMonthlyUsd(snapshot),
    dropped_tags: dropped,
  };
}

function existingOf(
  manager: BaseInfraManager,
  name: string,
  wait: Pick<WaitOptions, "signal">,
): Promise<Snapshot | null> {
  return nullIfMissing(manager.getSnapshot(name, { signal: wait.signal }));
}

/** One of an earlier instance of that name holds other data, and one that failed holds none. */
function checkSame(snapshot: Snapshot, instance: Instance): void {
  if (snapshot.status === "error") {
    throw new QuantsError(
      "conflict",
      `The snapshot ${snapshot.name} exists, but Lightsail failed to make it.`,
      {
        hint: advice`Delete it first: ${toRun("infra snapshot delete", { name: snapshot.name, region: snapshot.region })}`,
        resource: snapshot.name,
      },
    );
  }
  if (snapshot.instance === instance.name && snapshot.from_instance_arn === instance.arn) return;
  throw new QuantsError(
    "conflict",
    `The snapshot ${snapshot.name} exists, but it is not of this ${instance.name}.`,
    { hint: "Choose another --snapshot-name.", resource: snapshot.name },
  );
}

async function plan(
  targets: readonly Target[],
  nameFor: (target: Target) => string,
  options: SnapshotCreateOptions,
  context: Context,
): Promise<CommandResult> {
  const call = { signal: deadlineSignal(options, context) };
  const listed = new Map<string, Promise<Snapshot[]>>();
  const isTaken = async ({ manager, region, name }: Target): Promise<boolean> => {
    if (options.ifNotExists !== true) return false;
    if (targets.length === 1) return (await existingOf(manager, name, call)) !== null;
    const all = listed.get(region) ?? manager.listSnapshots(call);
    listed.set(region, all);
    return (await all).some((it) => it.name === name);
  };
  const { data, error } = await forEachTarget(targets, options, async (target) => {
    const instance = target.instance ?? (await target.manager.getInstance(target.name, call));
    const isThere = await isTaken({ ...target, name: nameFor(target) });
    const changes: StepChange[] = [];
    if (isThere) return { record: { changes } };
    const cost = snapshotMonthlyUsd({ size_gb: instance.hardware.disk_size_gb });
    const given = Object.fromEntries(options.tag ?? []);
    const dropped = droppedText("it", snapshotTags(instance.tags, "manual", given).dropped);
    const price = cost === null ? "" : `, at most $${cost.toFixed(2)} a month`;
    changes.push({
      action: "create",
      kind: "snapshot",
      name: nameFor(target),
      region: target.region,
      detail: `of ${target.name}, ${instance.status}${price}${dropped === null ? "" : `, ${dropped}`}`,
      monthly_usd: cost,
    });
    return { record: { changes } };
  });
  const changes = [data].flat().flatMap((it) => ("changes" in it ? it.changes : []));
  return planned(changes, error);
}
