import { findDisk } from "../../../core/disks/find.ts";
import { placeAt } from "../../../core/disks/place.ts";
import type { Disk } from "../../../core/model.ts";
import { refuseRunning } from "../disk/refusals.ts";
import type { Undoer } from "./step.ts";

/** Attaches what was detached at the path that it had, and detaches what was attached. */
export const undoDisk: Undoer = async (target, operation, context) => {
  const { region, name } = target;
  const { from, path, to } = operation.remembered;
  if (from === undefined && to === undefined) return null;
  const manager = await context.manager(region);
  const call = { signal: context.signal };
  const all = await manager.disks.list(call);
  const disk = findDisk(all, name, region);
  const before = typeof from === "string" ? from : null;
  const left = typeof to === "string" ? to : null;
  const isAsBefore = disk.attached_to === before;
  const holder = disk.attached_to;
  // Says now what would fail half-way.
  if (!isAsBefore && before !== null && holder === null) {
    const instance = await manager.getInstance(before, call);
    placeAt(instance, disk, all, typeof path === "string" ? path : undefined);
  }
  if (!isAsBefore && holder !== null) {
    const instance = await manager.getInstance(holder, call);
    if (instance.status !== "stopped") throw refuseRunning(instance, disk);
  }
  return {
    target,
    changes: isAsBefore
      ? []
      : [{ what: "holder", now: holderText(disk), was: before ?? "unattached" }],
    changed: isAsBefore || holder === left ? null : `the disk ${name} is now ${holderText(disk)}`,
    apply: async () => {
      if (holder !== null) await manager.disks.detach(name, call);
      if (before === null) return;
      const instance = await manager.getInstance(before, call);
      const at = placeAt(instance, disk, all, typeof path === "string" ? path : undefined);
      await manager.disks.attach(name, { instance: before, path: at }, call);
    },
  };
};

function holderText({ attached_to: holder }: Disk): string {
  return holder === null ? "unattached" : `attached to ${holder}`;
}
