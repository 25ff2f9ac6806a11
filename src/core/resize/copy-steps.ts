import { QuantsError, nullIfMissing } from "../errors.ts";
import { heldKeys } from "../instances/held-keys.ts";
import type { Instance, Snapshot } from "../model.ts";
import { less } from "../plan/price.ts";
import { snapshotMonthlyUsd } from "../snapshots/cost.ts";
import { snapshotTags } from "../snapshots/tags.ts";
import {
  STATE_TAG,
  fromTags,
  inheritedTags,
  isMadeFrom,
  markOf,
  markText,
  resizeSnapshotName,
} from "./marks.ts";
import { ageOfCopy } from "./resize.ts";
import { type ResizeStep, type Resizing, changeOf, changed, stateBefore } from "./resizing.ts";

/** Marks on the old instance what is under way, for whoever resumes it. */
export function markStep(resizing: Resizing, source: Instance): ResizeStep {
  const { manager, plan, waits } = resizing;
  const { target, staticIp } = plan;
  const was = stateBefore(resizing, source);
  const text = markText({ target, was, staticIp: staticIp?.name ?? null });
  const isMarked = source.tags[STATE_TAG] === text;
  return {
    name: "mark",
    changes: () =>
      isMarked
        ? []
        : [
            changeOf(
              resizing,
              "set",
              "tag",
              source.name,
              `${STATE_TAG}, marks it as being resized`,
            ),
          ],
    carryOut: async () => {
      if (isMarked) return;
      await manager.tagInstance(source.name, { [STATE_TAG]: text }, waits.instance);
      changed(resizing, `marked as being resized to ${target}`);
    },
  };
}

/** True if the old instance is stopped before it is copied. */
export function isStoppedFirst({ plan }: Resizing): boolean {
  const { request, source, made } = plan;
  return request.stop && made === null && source !== null && source.status !== "stopped";
}

export function stopStep(resizing: Resizing, source: Instance): ResizeStep {
  const { manager, waits, resized } = resizing;
  const { name } = source;
  return {
    name: "stop",
    changes: () =>
      isStoppedFirst(resizing)
        ? [changeOf(resizing, "stop", "instance", name, "for a clean copy")]
        : [],
    carryOut: async () => {
      if (!isStoppedFirst(resizing)) return;
      await manager.stopInstance(name, { signal: waits.instance.signal });
      resized.source = { ...source, status: "stopping" };
      resized.source = await manager.waitForInstance(name, "stopped", waits.old);
      changed(resizing, "stopped");
    },
  };
}

/** The price of the snapshot between the two, existing or planned. */
export function copyPrice({ plan: { source, snapshot } }: Resizing): number | null {
  return snapshotMonthlyUsd(snapshot ?? { size_gb: source?.hardware.disk_size_gb ?? null });
}

export function snapshotStep(resizing: Resizing, source: Instance): ResizeStep {
  const { manager, plan, waits, hooks, resized } = resizing;
  const name = resizeSnapshotName(source, plan.request.bundle);
  return {
    name: "snapshot",
    changes: () => {
      if (plan.made !== null) return [];
      const useless = uselessCopy(resizing);
      if (plan.snapshot !== null && useless === null) return [];
      const usd = snapshotMonthlyUsd({ size_gb: source.hardware.disk_size_gb });
      const create = changeOf(resizing, "create", "snapshot", name, `of ${source.name}`, usd);
      if (useless === null) return [create];
      const price = less(snapshotMonthlyUsd(useless));
      return [
        changeOf(resizing, "delete", "snapshot", useless.name, "it is too old, or failed", price),
        create,
      ];
    },
    carryOut: async () => {
      if (plan.made !== null) return;
      const useless = uselessCopy(resizing);
      if (useless !== null) {
        await deleteSnapshot(resizing, useless.name);
        changed(resizing, `snapshot ${useless.name} deleted: it is too old, or failed`);
      }
      if (resized.snapshot === null) {
        await beginSnapshot(resizing, name, source);
        resized.snapshot = name;
      } else hooks.onStep(`${source.name}: continuing with the snapshot ${name}`);
      await manager.waitForSnapshot(name, waits.snapshot);
      hooks.onStep(`${source.name}: snapshot ${name} available`);
    },
  };
}

/** A snapshot that failed, or is too old to take over. */
function uselessCopy({ plan, hooks }: Resizing): Snapshot | null {
  const { snapshot, request } = plan;
  if (snapshot === null || snapshot.status === "error") return snapshot;
  return (ageOfCopy(plan, hooks.now()) ?? 0) > request.maxAgeMs ? snapshot : null;
}

async function beginSnapshot(resizing: Resizing, name: string, source: Instance): Promise<void> {
  const { manager, plan, waits, hooks } = resizing;
  const { signal } = waits.snapshot;
  const { tags, dropped } = snapshotTags(source.tags, "resize", fromTags(source));
  try {
    await manager.createSnapshot(name, source.name, { signal, tags });
    changed(resizing, `snapshot ${name} started`);
    // The new instance gets its tags from the old one; only a kept snapshot lacks them.
    if (plan.request.keepSnapshot) hooks.onDroppedTags(name, dropped);
  } catch (error) {
    // Another run of the same command may have been faster.
    await adopt(error, source, () => manager.getSnapshot(name, { signal }));
  }
}

export async function deleteSnapshot(
  { manager, waits, resized }: Resizing,
  name: string,
): Promise<void> {
  await nullIfMissing(manager.deleteSnapshot(name, { signal: waits.snapshot.signal }));
  resized.snapshot = null;
  resized.changed = true;
}

export function instanceStep(resizing: Resizing, source: Instance): ResizeStep {
  const { manager, plan, waits, resized } = resizing;
  const { made, target, bundle, request, autoSnapshotTime } = plan;
  return {
    name: "instance",
    changes: () => {
      if (made !== null) return [];
      const detail = `from it, on ${bundle.bundle_id}, with tags and firewall`;
      return [changeOf(resizing, "create", "instance", target, detail, bundle.monthly_price_usd)];
    },
    carryOut: async () => {
      if (made !== null) return;
      const { signal } = waits.instance;
      await requireMark(resizing, source);
      try {
        const { instance } = await manager.createInstanceFromSnapshot(
          {
            name: target,
            snapshot: resizeSnapshotName(source, request.bundle),
            bundle: request.bundle,
            availabilityZone: source.availability_zone,
            keyPair: heldKeys(source)[0],
            tags: { ...inheritedTags(source), ...fromTags(source) },
            ipAddressType: addressTypeOf(source),
            autoSnapshotTime,
          },
          { signal },
        );
        resized.made = instance;
        changed(resizing, `${target} created`);
      } catch (error) {
        resized.made = await adopt(error, source, () => manager.getInstance(target, { signal }));
      }
    },
  };
}

/** If two runs with different goals started at once, the later mark wins. */
async function requireMark({ manager, plan, waits }: Resizing, { name }: Instance): Promise<void> {
  const { signal } = waits.instance;
  const mark = markOf(await manager.getInstance(name, { signal }));
  if (mark?.target === plan.target) return;
  throw new QuantsError(
    "conflict",
    `Someone else is also resizing ${name}, to ${mark?.target ?? "no other"}.`,
    { hint: "Let one of them finish.", resource: name },
  );
}

/** After `name_in_use`: the holder of the name, if it belongs to this very resize. */
async function adopt<T extends Instance | Snapshot>(
  error: unknown,
  source: Instance,
  read: () => Promise<T>,
): Promise<T> {
  if (!(error instanceof QuantsError) || error.code !== "name_in_use") throw error;
  const found = await nullIfMissing(read());
  if (found === null || !isMadeFrom(found, source)) throw error;
  return found;
}

function addressTypeOf({
  ip_address_type: type,
}: Instance): "dualstack" | "ipv4" | "ipv6" | undefined {
  return type === "dualstack" || type === "ipv4" || type === "ipv6" ? type : undefined;
}
