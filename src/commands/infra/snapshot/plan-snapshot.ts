import type { spec } from "./create.spec.ts";
import type { OptionsFor } from "../../definition/command.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError, nullIfMissing } from "../../../core/errors.ts";
import type { Instance, Snapshot } from "../../../core/model.ts";
import { once } from "../../../core/plan/once.ts";
import { type Step, type StepChange, unseen } from "../../../core/plan/step.ts";
import type { SnapshotRecord } from "../../../core/records/snapshot.ts";
import { snapshotMonthlyUsd } from "../../../core/snapshots/cost.ts";
import { droppedText, snapshotTags } from "../../../core/snapshots/tags.ts";
import { advice, toRun } from "../../../core/text/advice.ts";
import type { TargetChange } from "../../shared/change-targets.ts";
import { warnOfDropped } from "../../shared/dropped-tags.ts";
import { rememberIdentities } from "../../shared/met-identity.ts";
import type { Target } from "../../shared/targets.ts";
import { deadlineSignal, waitOptions } from "../../shared/waiting.ts";

type SnapshotCreateOptions = OptionsFor<typeof spec>;

type Find = (target: Target, name: string) => Promise<Snapshot | null>;

/** How a dry run looks for a snapshot: of several, the region is listed, once. */
export function snapshotsThere(
  options: SnapshotCreateOptions,
  targets: number,
  context: Context,
): Find {
  const call = { signal: deadlineSignal(options, context) };
  if (targets === 1) return ({ manager }, name) => nullIfMissing(manager.getSnapshot(name, call));
  const listed = new Map<string, () => Promise<Snapshot[]>>();
  return async ({ manager, region }, name) => {
    const list = listed.get(region) ?? once(() => manager.listSnapshots(call));
    listed.set(region, list);
    return (await list()).find((it) => it.name === name) ?? null;
  };
}

interface Making {
  tags: Readonly<Record<string, string>>;
  there: Find;
  options: SnapshotCreateOptions;
  context: Context;
}

export async function planSnapshot(
  target: Target,
  name: string,
  { tags, there, options, context }: Making,
): Promise<TargetChange<SnapshotRecord>> {
  const { manager } = target;
  const { ifNotExists = false } = options;
  const wait = waitOptions(options, context, name);
  const instance = target.instance ?? (await manager.getInstance(target.name, wait));
  rememberIdentities(context, [instance]);
  const copied = snapshotTags(instance.tags, "manual", tags);
  let made: { snapshot: Snapshot; isNew: boolean } | null = null;
  const snapshot: Step = {
    name: "snapshot",
    changes: async () => {
      // One that is named after the time is not there yet.
      const isAsked = ifNotExists || options.snapshotName !== undefined;
      const found = isAsked ? await there(target, name) : null;
      if (found === null) return [changeOf(instance, name, copied.dropped)];
      if (!ifNotExists) throw nameInUse(found);
      checkSame(found, instance);
      return [];
    },
    carryOut: async () => {
      const look = async (): Promise<Snapshot | null> => {
        const call = { signal: wait.signal };
        const found = ifNotExists ? await nullIfMissing(manager.getSnapshot(name, call)) : null;
        if (found !== null) checkSame(found, instance);
        return found;
      };
      made = await makeOrTake(look, () =>
        manager.createSnapshot(name, instance.name, { signal: wait.signal, tags: copied.tags }),
      );
      const what = made.isNew ? "begun" : "is there already";
      context.narrator.step(`${instance.name}: snapshot ${name} ${what}`);
      warnOfDropped(name, droppedFrom(made.snapshot), context);
    },
  };
  const droppedFrom = ({ tags: kept }: Snapshot): string[] =>
    copied.dropped.filter((key) => !Object.hasOwn(kept, key));
  const waiting = unseen("wait", async () => {
    if (made === null) return;
    context.narrator.waiting(`${name}: ${made.snapshot.status}`);
    made.snapshot = await manager.waitForSnapshot(name, wait);
    context.narrator.step(`${instance.name}: snapshot ${name} available`);
  });
  return {
    steps: options.wait === false ? [snapshot] : [snapshot, waiting],
    outcome: ({ error }) => {
      if (error !== null || made === null) throw error ?? new TypeError("It had no result.");
      const record: SnapshotRecord = {
        ...made.snapshot,
        changed: made.isNew,
        monthly_cost_usd: snapshotMonthlyUsd(made.snapshot),
        dropped_tags: droppedFrom(made.snapshot),
      };
      return { record, error };
    },
  };
}

/** Another process may have begun it since it was looked for. */
async function makeOrTake(
  look: () => Promise<Snapshot | null>,
  make: () => Promise<Snapshot>,
): Promise<{ snapshot: Snapshot; isNew: boolean }> {
  const before = await look();
  if (before !== null) return { snapshot: before, isNew: false };
  try {
    return { snapshot: await make(), isNew: true };
  } catch (error) {
    const isTaken = error instanceof QuantsError && error.code === "name_in_use";
    const theirs = isTaken ? await look() : null;
    if (theirs === null) throw error;
    return { snapshot: theirs, isNew: false };
  }
}

function changeOf(instance: Instance, name: string, keys: readonly string[]): StepChange {
  const usd = snapshotMonthlyUsd({ size_gb: instance.hardware.disk_size_gb });
  const price = usd === null ? "" : `, at most $${usd.toFixed(2)} a month`;
  const dropped = droppedText("it", keys);
  return {
    ...{ action: "create", kind: "snapshot", name, region: instance.region },
    detail: `of ${instance.name}, ${instance.status}${price}${dropped === null ? "" : `, ${dropped}`}`,
    monthly_usd: usd,
  };
}

/** What a dry run finds before the service would say so. */
function nameInUse({ name, region }: Snapshot): QuantsError {
  return new QuantsError("name_in_use", `The name "${name}" is in use in ${region}.`, {
    hint: "Choose another --snapshot-name, or add --if-not-exists to accept one of this instance.",
    resource: name,
  });
}

/** One of an earlier instance of that name holds other data, and one that failed holds none. */
function checkSame(snapshot: Snapshot, instance: Instance): void {
  if (snapshot.status === "error") {
    throw new QuantsError(
      "conflict",
      `The snapshot ${snapshot.name} exists, but Lightsail failed to complete it.`,
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
