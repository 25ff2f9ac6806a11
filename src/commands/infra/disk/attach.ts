import type { spec } from "./attach.spec.ts";
import type { Command } from "../../definition/command.ts";
import { type DiskAttaching, attachDiskStep } from "../../../core/disks/attach-step.ts";
import { findDisk, isUnderway } from "../../../core/disks/find.ts";
import { placeAt } from "../../../core/disks/place.ts";
import { samePath } from "../../../core/disks/path.ts";
import { startAgainStep } from "../../../core/disks/power-steps.ts";
import { QuantsError, amended } from "../../../core/errors.ts";
import { diskTarget } from "../../../core/journal/target.ts";
import type { Disk } from "../../../core/model.ts";
import { execute, foresee } from "../../../core/plan/execute.ts";
import { advice, toRun } from "../../../core/text/advice.ts";
import { planned } from "../../shared/planned.ts";
import { oneRegion } from "../../shared/regions.ts";
import { waitOptions } from "../../shared/waiting.ts";
import { diskRecord } from "./record.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { name, to, path: asked } = options;
  const { restart } = context.resuming;
  const manager = await oneRegion(context);
  const wait = waitOptions(options, context, name);
  const call = { signal: wait.signal };
  const [all, target] = await Promise.all([
    manager.disks.list(call),
    manager.getInstance(to, call),
  ]);
  const found = findDisk(all, name, manager.region);
  const disk =
    isUnderway(found) && options.dryRun !== true ? await manager.disks.settle(name, wait) : found;
  checkHolder(disk, to, asked);
  const isThere = disk.attached_to === to;
  const onStep = (text: string): void => context.narrator.step(text);
  const attaching: DiskAttaching = {
    ...{ manager, name, to, disk, wait, onStep },
    path: isThere ? (disk.path ?? "") : placeAt(target, disk, all, asked),
    remember: () => context.journal.remember({ to }),
  };
  const steps = [
    attachDiskStep(attaching),
    ...(restart === undefined
      ? []
      : [startAgainStep({ manager, instance: target, identity: restart, wait, onStep })]),
  ];
  if (options.dryRun === true) return planned(await foresee(steps));
  const about = diskTarget(disk);
  context.journal.recordTargets([about]);
  const { error } = await context.journal.about(about, () => execute(steps));
  context.narrator.idle();
  if (error !== null) throw unfinished(error, attaching);
  const record = diskRecord("attach", attaching.disk ?? disk, {
    changed: !isThere,
    restarted: restart === undefined ? [] : [to],
  });
  return { kind: "report", data: record, names: [name] };
};

/** Throws for a disk that another instance has, or this one at another path. */
export function checkHolder(disk: Disk, to: string, asked: string | undefined): void {
  const { name, region, attached_to: holder, path } = disk;
  if (holder === null) return;
  if (holder !== to) {
    throw new QuantsError("conflict", `The disk ${name} is attached to ${holder}.`, {
      hint: advice`Detach it first, which needs ${holder} to be stopped: ${toRun("infra disk detach", { name, stop: true, region })}`,
      resource: name,
    });
  }
  if (asked === undefined || path === null || samePath(asked, path)) return;
  throw new QuantsError("conflict", `${to} has the disk ${name} already, at ${path}.`, {
    hint: advice`Leave --path out, or detach it first: ${toRun("infra disk detach", { name, stop: true, region })}`,
    resource: name,
  });
}

function unfinished(
  error: QuantsError,
  { name, to, path, manager: { region } }: DiskAttaching,
): QuantsError {
  if (error.code === "conflict") return error;
  return amended(error, {
    message: `The disk ${name} may not be attached: ${error.message}`,
    hint: advice`Finish with: ${toRun("infra disk attach", { name, to, path, region })}`,
    resource: name,
    cause: error,
  });
}
