import type { Instance } from "../model.ts";
import { DISK_TAG, type MovingDisk, diskMark } from "./disks.ts";
import { originId } from "./marks.ts";
import { type ResizeStep, type Resizing, changeOf, changed, stateBefore } from "./resizing.ts";

/**
 * Before the snapshot, which would copy them: the new instance gets these very disks. Each is marked
 * first, so that a repetition finds it and knows its path.
 */
export function detachDisksStep(resizing: Resizing, source: Instance): ResizeStep {
  const { manager, plan, waits } = resizing;
  const held = plan.disks.filter(({ disk }) => disk.attached_to === source.name);
  return {
    name: "detach_disks",
    changes: () =>
      held.map(({ disk: { name, size_gb: size }, path }) =>
        changeOf(resizing, "detach", "disk", name, `${size} GB at ${path}, from ${source.name}`),
      ),
    carryOut: async () => {
      const call = { signal: waits.old.signal };
      for (const { disk, path, isMarked } of held) {
        const { name } = disk;
        if (!isMarked) {
          await manager.disks.tag(name, { [DISK_TAG]: diskMark(originId(source), path) }, call);
        }
        const now = await manager.disks.get(name, call);
        if (now.is_attached) await manager.disks.detach(name, waits.old);
        else await manager.disks.settle(name, waits.old);
        changed(resizing, `disk ${name} detached`);
      }
    },
  };
}

/**
 * Attaches them where they were. An instance that is to run is started with them, so that it mounts
 * them as it does at every start.
 */
export function attachDisksStep(resizing: Resizing, source: Instance): ResizeStep {
  const { manager, plan, waits, resized } = resizing;
  const { target, disks } = plan;
  const left = disks.filter(({ disk }) => disk.attached_to !== target || !disk.is_attached);
  const isToRun = stateBefore(resizing, source) === "running";
  const wait = waits.instance;
  const call = { signal: wait.signal };
  return {
    name: "disks",
    changes: () =>
      left.map(({ disk: { name }, path }) =>
        changeOf(resizing, "attach", "disk", name, `to ${target} at ${path}`),
      ),
    carryOut: async () => {
      if (left.length > 0) await readyForDisks(resizing, isToRun);
      for (const it of left) await attach(it);
      if (!isToRun) return;
      const now = await manager.getInstance(target, call);
      if (now.status === "stopping") await manager.waitForInstance(target, "stopped", wait);
      if (now.status === "stopped" || now.status === "stopping") {
        await manager.startInstance(target, call);
      }
      resized.made = await manager.waitForInstance(target, "running", wait);
    },
  };

  async function attach({ disk: { name }, path }: MovingDisk): Promise<void> {
    const now = await manager.disks.settle(name, wait);
    if (now.attached_to === target) return;
    await manager.disks.attach(name, { instance: target, path }, wait);
    changed(resizing, `disk ${name} attached to ${target} at ${path}`);
  }
}

/** It was just made, and has started without them. */
async function readyForDisks({ manager, plan, waits }: Resizing, isToRun: boolean): Promise<void> {
  const { target } = plan;
  const wait = waits.instance;
  const { status } = await manager.getInstance(target, { signal: wait.signal });
  if (status === "pending") await manager.waitForInstance(target, "running", wait);
  if (!isToRun || status === "stopped") return;
  if (status !== "stopping") await manager.stopInstance(target, { signal: wait.signal });
  await manager.waitForInstance(target, "stopped", wait);
}

/** Once the old instance is gone, there is nothing to go back to. */
export function forgetDisksStep(resizing: Resizing): ResizeStep {
  const { manager, plan, waits } = resizing;
  const { source, disks } = plan;
  const marked = disks.filter(({ isMarked }) => isMarked || source !== null);
  return {
    name: "disk_marks",
    changes: () =>
      disks
        .filter(({ isMarked }) => isMarked)
        .map(({ disk: { name } }) =>
          changeOf(resizing, "remove", "tag", name, `${DISK_TAG} removed`),
        ),
    carryOut: async () => {
      for (const { disk } of marked) {
        await manager.disks.untag(disk.name, [DISK_TAG], { signal: waits.old.signal });
      }
    },
  };
}
