import type { spec } from "./snapshot.spec.ts";
import type { Command } from "../../definition/command.ts";
import { QuantsError, nullIfMissing } from "../../../core/errors.ts";
import { checkName } from "../../../core/instances/names.ts";
import { checkTags } from "../../../core/instances/tags.ts";
import { diskTarget } from "../../../core/journal/target.ts";
import type { Disk, DiskSnapshot } from "../../../core/model.ts";
import { execute, foresee } from "../../../core/plan/execute.ts";
import { type Step, unseen } from "../../../core/plan/step.ts";
import { snapshotMonthlyUsd } from "../../../core/snapshots/cost.ts";
import { snapshotName, timeStamp } from "../../../core/snapshots/name.ts";
import { snapshotTags } from "../../../core/snapshots/tags.ts";
import { planned } from "../../shared/planned.ts";
import { oneRegion } from "../../shared/regions.ts";
import { snapshotWaiting } from "../../shared/snapshot-waiting.ts";
import { waitOptions } from "../../shared/waiting.ts";

export const command: Command<typeof spec> = async (given, context) => {
  const options = snapshotWaiting(given);
  const { name, ifNotExists = false } = options;
  const own = Object.fromEntries(options.tag ?? []);
  checkTags(snapshotTags({}, "manual", own).tags);
  const snapshot =
    context.resuming.snapshot ??
    options.snapshotName ??
    checkName(snapshotName(name, timeStamp(context.clock.now())), "snapshot name");
  const manager = await oneRegion(context);
  const wait = waitOptions(options, context, snapshot);
  const call = { signal: wait.signal };
  const [disk, there] = await Promise.all([
    manager.disks.get(name, call),
    nullIfMissing(manager.disks.getSnapshot(snapshot, call)),
  ]);
  if (there !== null) checkSame(there, disk, ifNotExists);
  if (disk.status === "pending" && options.dryRun !== true) await manager.disks.settle(name, wait);
  const { tags, dropped } = snapshotTags(disk.tags, "manual", own);
  let made = there;
  const making: Step<"snapshot"> = {
    name: "snapshot",
    changes: () => {
      if (there !== null) return [];
      return [
        {
          ...{ action: "create", kind: "disk_snapshot", name: snapshot, region: disk.region },
          detail: `of ${name}, at most ${disk.size_gb} GB`,
          monthly_usd: snapshotMonthlyUsd(disk),
        },
      ];
    },
    carryOut: async () => {
      if (there !== null) {
        context.narrator.step(`${name}: snapshot ${snapshot} is there already`);
        return;
      }
      context.journal.remember({ snapshot });
      made = await manager.disks.createSnapshot(snapshot, name, { ...call, tags });
      context.narrator.step(`${name}: snapshot ${snapshot} begun`);
    },
  };
  const waiting = unseen("wait", async () => {
    if (made?.status === "available") return;
    made = await manager.disks.waitForSnapshot(snapshot, wait);
    context.narrator.step(`${name}: snapshot ${snapshot} available`);
  });
  const steps = options.wait === false ? [making] : [making, waiting];
  if (options.dryRun === true) return planned(await foresee(steps));
  const about = diskTarget(disk);
  context.journal.recordTargets([about]);
  const { error } = await context.journal.about(about, () => execute(steps));
  context.narrator.idle();
  if (made === null) throw error ?? new TypeError("It had no result.");
  const data = {
    ...made,
    changed: there === null,
    monthly_cost_usd: snapshotMonthlyUsd(made),
    dropped_tags: dropped.filter((key) => !Object.hasOwn(made?.tags ?? {}, key)),
  };
  return { kind: "report", data, names: [snapshot], error };
};

/** One of an earlier disk of that name holds other data, and one that failed holds none. */
function checkSame(found: DiskSnapshot, disk: Disk, mayExist: boolean): void {
  const { name, status, from_disk_arn: from } = found;
  const other = "Choose another --snapshot-name";
  if (!mayExist) {
    throw new QuantsError("name_in_use", `There is a disk snapshot ${name} in ${disk.region}.`, {
      hint: `${other}, or add --if-not-exists to accept one of this disk.`,
      resource: name,
    });
  }
  if (found.disk === disk.name && from === disk.arn && status !== "error") return;
  throw new QuantsError(
    "conflict",
    status === "error"
      ? `The disk snapshot ${name} exists, but Lightsail failed to complete it.`
      : `The disk snapshot ${name} exists, but it is not of this ${disk.name}.`,
    { hint: `${other}.`, resource: name },
  );
}
